"""The lock in, a bill of materials in CycloneDX 1.6 out: what is in the zip for Windows, which holds most.

`python release/sbom.py 0.1.0` prints it. No clock and no random number: the same lock, the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fetched
import locked
from packaging.utils import canonicalize_name
from windows_zip import PYTHON_SHA256


def bill(version: str, wheels: Iterable[Path]) -> dict[str, Any]:
    """`version`: perfgen's; `wheels`: those of `locked.for_windows()`, for their licences."""
    packages = locked.for_windows()
    licences = {canonicalize_name(about["Name"]): fetched.licence(about) for about in map(fetched.metadata, wheels)}
    refs = {one.name: f"pkg:pypi/{one.name}@{one.version}" for one in packages}
    itself = f"pkg:pypi/perfgen@{version}"
    python = f"pkg:generic/python@{locked.PYTHON}"
    needs = {ref: [refs[one.name] for one in packages if name in one.wanted_by] for name, ref in refs.items()}
    needs[itself] = [python, *(refs[one.name] for one in packages if "perfgen" in one.wanted_by)]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component("perfgen", version, itself, ("MIT", True)) | {"type": "application"}},
        "components": [
            *(_component(one.name, one.version, refs[one.name], licences[one.name], one.hashes) for one in packages),
            _component("python", locked.PYTHON, python, ("PSF-2.0", True))
            | {"type": "platform", "hashes": [{"alg": "SHA-256", "content": PYTHON_SHA256}]},
        ],
        "dependencies": [{"ref": ref, "dependsOn": sorted(others)} for ref, others in sorted(needs.items())],
    }


def _component(
    name: str, version: str, ref: str, licence: tuple[str, bool], hashes: Iterable[str] = ()
) -> dict[str, Any]:
    words, is_expression = licence
    files = [{"alg": "SHA-256", "content": one.removeprefix("sha256:")} for one in hashes]
    return {
        "type": "library",
        "bom-ref": ref,
        "name": name,
        "version": version,
        "purl": ref,
        "licenses": [{"expression": words} if is_expression else {"license": {"name": words}}],
        **({"externalReferences": [{"type": "distribution", "url": ref, "hashes": files}]} if files else {}),
    }


def main() -> None:
    with TemporaryDirectory() as temporary:
        found = bill(sys.argv[1], fetched.fetch(Path(temporary)))
    print(json.dumps(found, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
