"""Performance goal declarations as code: YAML in git, checked, printed as the official Word form.

For programs: `perfgen.build_batch` and `perfgen.Project`, loaded when they are asked for.
"""

from typing import Any

__version__ = "0.1.0"

_PUBLIC = {"Project": "perfgen.project", "build_batch": "perfgen.batch.build_batch"}


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)
