"""What 开始填表.cmd runs: `perfgen fill`, in a folder where forms can be saved.

That is 申报表 beside the start file; where nothing can be written there, as on a locked stick, it is in the documents of
the person who sits there. Files and folders dropped on the start file are opened.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "申报表"


def writable(folder: Path) -> bool:
    """The folder is there, made if need be, and takes a file."""
    trial = folder / f".perfgen-{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError:
        return False
    return True


def documents() -> Path:
    home = Path.home()
    return home / "Documents" if (home / "Documents").is_dir() else home


def main() -> None:
    beside, away = Path(__file__).resolve().parent.parent / NAME, documents() / NAME
    folder = next((one for one in (beside, away) if writable(one)), None)
    if folder is None:
        sys.exit(f"{beside} 和 {away} 都不能写，申报表没有地方存。把解压出来的文件夹移到桌面上，再双击“开始填表”。")
    if folder == away:
        print(f"{beside.parent} 里不能写，申报表改存在下面的文件夹里。")
    print(f"申报表存在 {folder}\n正在打开，请稍等。填表时这个窗口不要关。", flush=True)
    given = [str(Path(one).resolve()) for one in sys.argv[1:]]
    os.chdir(folder)
    sys.argv = ["perfgen", "fill", *given]
    from perfgen.__main__ import main as perfgen

    perfgen()


if __name__ == "__main__":
    main()
