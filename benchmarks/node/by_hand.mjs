// The form by hand, with docx: the values of a form in, its whole document out, the same grid as perfgen's.

export async function formByHand() {
  const { Document, Packer, Paragraph, Table, TableCell, TableRow, VerticalMergeType } = await import("docx");

  const cell = (text, { columns = 1, rows = 1, merge } = {}) =>
    new TableCell({
      children: [text].flat().map((line) => new Paragraph(line)),
      columnSpan: columns,
      rowSpan: rows,
      verticalMerge: merge && (merge === "restart" ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE),
    });
  const row = (...cells) => new TableRow({ children: cells });
  const lines = (items) => items.map(({ line }) => line);

  function topTable(v) {
    const funding = [0, 1].flatMap((group) =>
      [0, 1, 2].map((line) => {
        const start = line ? [] : [cell(v[`funding_${group}`], { rows: 3 })];
        return row(...start, ...[0, 1, 2, 3, 4].map((column) => cell(v[`funding_${group}_${line}_${column}`])));
      }),
    );
    return [
      row(cell("部门名称"), cell(v.department, { columns: 6 })),
      row(cell("填报人"), cell(v.preparer), cell("联系电话"), cell(v.phone, { columns: 4 })),
      row(
        cell("部门总体资金情况（万元）", { rows: 8 }),
        cell("总体资金情况", { rows: 2, columns: 2 }),
        cell("当年预算收支", { rows: 2 }),
        cell("占比", { rows: 2 }),
        cell("近两年收支情况", { columns: 2 }),
      ),
      row(cell(`${v.year_0}年`), cell(`${v.year_1}年`)),
      ...funding,
      row(cell("部门职能概述"), cell(lines(v.functions), { columns: 6 })),
      row(cell("年度工作任务"), cell(lines(v.tasks), { columns: 6 })),
      row(cell("整体绩效目标", { rows: 2 }), cell("长期目标", { columns: 2 }), cell("年度目标", { columns: 4 })),
      row(cell(lines(v.long_term_goals), { columns: 2 }), cell(lines(v.annual_goals), { columns: 4 })),
    ];
  }

  const longTermHeading = (block) => [
    row(cell(block.label), cell(block.heading, { columns: 5 })),
    row(...["长期绩效指标", "一级指标", "二级指标", "指标名称", "指标值", "绩效标准"].map((text) => cell(text))),
  ];
  const annualHeading = (block, v) => [
    row(cell(block.label), cell(block.heading, { columns: 7 })),
    row(
      ...["年度绩效指标", "一级指标", "二级指标", "指标名称"].map((text) => cell(text, { rows: 3 })),
      cell("指标值", { columns: 3 }),
      cell("绩效标准", { rows: 3 }),
    ),
    row(cell("近两年指标值", { columns: 2 }), cell("预期当年实现值", { rows: 2 })),
    row(cell(`${v.year_0}年`), cell(`${v.year_1}年`)),
  ];
  const indicators = (block, columns) =>
    block.rows.map((one, number) =>
      row(
        cell("", { merge: number ? "continue" : "restart" }),
        cell(one.category, { merge: one.category_merge }),
        cell(one.subcategory, { merge: one.subcategory_merge }),
        ...columns.map((column) => cell(one[column])),
      ),
    );

  return (v) => {
    const ofGoals = (blocks, heading, columns) =>
      blocks.flatMap((block) => [
        new Paragraph(""),
        new Table({ rows: [...heading(block, v), ...indicators(block, columns)] }),
      ]);
    const children = [
      new Paragraph(v.title),
      new Table({ rows: topTable(v) }),
      ...ofGoals(v.long_term_blocks, longTermHeading, ["name", "target", "standard"]),
      ...ofGoals(v.annual_blocks, annualHeading, ["name", "history_0", "history_1", "target", "standard"]),
      new Paragraph(""),
    ];
    return Packer.toBuffer(new Document({ sections: [{ children }] }));
  };
}
