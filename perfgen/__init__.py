"""Performance goal declarations as code: YAML in git, checked, printed as the official Word form.

For programs: a `Project` in a folder and the functions below, loaded when they are asked for. Everything else is private.
"""

from typing import Any

__version__ = "0.1.0"

# What type checkers know of them is in __init__.pyi.
_HOMES = {
    "Diagnostic": "perfgen.diagnostics",
    "Difference": "perfgen.review.difference",
    "FormRead": "perfgen.api.documents",
    "ProblemsFound": "perfgen.diagnostics",
    "Project": "perfgen.project",
    "Spec": "perfgen.spec.spec",
    "build": "perfgen.api.specs",
    "build_batch": "perfgen.batch.build_batch",
    "check": "perfgen.api.specs",
    "diff": "perfgen.api.specs",
    "load": "perfgen.api.specs",
    "read": "perfgen.api.documents",
    "rows": "perfgen.api.specs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
