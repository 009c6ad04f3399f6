"""The form with docxtpl: a template and a spec in, the same grid as perfgen's out.

`python peer_docxtpl.py TEMPLATE SPEC OUT [SCHEMA]` is the least that a script with docxtpl does for one spec; without a
schema it checks nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment
from peer_values import Check, read, schema_check

ENVIRONMENT = Environment(autoescape=True)


def build(spec: Path, out: Path, template: DocxTemplate, check: Check | None) -> None:
    """The whole job: a spec on disk, checked, and its document on disk."""
    template.render(read(spec.read_bytes(), check), ENVIRONMENT)
    template.save(out)


if __name__ == "__main__":
    template, spec, out, *schema = map(Path, sys.argv[1:])
    build(spec, out, DocxTemplate(template), schema_check(schema[0]) if schema else None)
