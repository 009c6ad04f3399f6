"""perfgen's wheel and python.org's embeddable Python in, the zip for Windows out; what is locked is fetched by pip.

    python release/windows_zip.py dist/perfgen-0.1.0-py3-none-any.whl python-3.12.10-embed-amd64.zip dist

Same input, same bytes: names in order, no clock (SOURCE_DATE_EPOCH if set), nothing of the machine that it runs on.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import fetched
import locked
import windows_contents

# As python.org publishes it for python-3.12.10-embed-amd64.zip; the release workflow downloads that file.
PYTHON_SHA256 = "4acbed6dd1c744b0376e3b1cf57ce906f9dc9e95e68824584c8099a63025a3c3"


def write(target: Path, files: dict[str, bytes]) -> None:
    """All in one folder, which is named as the zip is: whoever unpacks it beside other things keeps them apart."""
    moment = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "315532800")))[:6]  # 1980, the first that a zip knows
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", moment)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16  # some programs read no UTF-8 in names of other systems
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def main() -> None:
    wheel, python, out = map(Path, sys.argv[1:])
    if hashlib.sha256(python.read_bytes()).hexdigest() != PYTHON_SHA256:
        sys.exit(f"{python} is not what python.org publishes as python-{locked.PYTHON}-embed-amd64.zip")
    target = out / f"perfgen-{wheel.name.split('-')[1]}-windows.zip"
    with TemporaryDirectory() as temporary:
        try:
            write(target, windows_contents.files(python, [wheel, *fetched.fetch(Path(temporary))]))
        except windows_contents.Unfit as error:
            sys.exit(str(error))
    print(target)


if __name__ == "__main__":
    main()
