// `node peer.mjs NAME TEMPLATE`: lists of [values, document] paths, a line of JSON each, in; the milliseconds of the
// processor that one document took, from reading the values to its file on disk, out. What can be made once is made before.

import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { formByHand } from "./by_hand.mjs";

const contenders = {
  async docxtemplater(template) {
    const { default: Docxtemplater } = await import("docxtemplater");
    const { default: PizZip } = await import("pizzip");
    return (values) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true });
      document.render(values);
      return document.toBuffer({ compression: "DEFLATE" });
    };
  },
  async "easy-template-x"(template) {
    const { TemplateHandler } = await import("easy-template-x");
    const handler = new TemplateHandler();
    return (values) => handler.process(template, values);
  },
  async docx() {
    return formByHand();
  },
};

const [name, template] = process.argv.slice(2);
const build = await contenders[name](name === "docx" ? null : readFileSync(template));
for await (const line of createInterface({ input: process.stdin })) {
  const jobs = JSON.parse(line);
  const started = process.cpuUsage();
  for (const [values, document] of jobs) {
    writeFileSync(document, await build(JSON.parse(readFileSync(values, "utf8"))));
  }
  const { user, system } = process.cpuUsage(started);
  console.log((user + system) / 1000 / jobs.length);
}
