"""The command that begins a report of one's own."""

import shutil
from pathlib import Path
from shlex import quote

import reportgen
from reportgen.cli.terminal import Terminal, print_result

_PACKAGE = Path(reportgen.__file__).parent
STARTER = _PACKAGE / "starter"
PROJECT = _PACKAGE.parents[1]
SHARED = ("layouts", "data/schema.toml")  # of the project that this program stands in


def begin_project(folder: Path, terminal: Terminal) -> int:
    """Make `folder` with a small working report in both languages and print its path; 1 where there is something in it.

    Fails:  OSError, where it cannot be written.
    """
    zh = terminal.language == "zh"
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        terminal.say(f"{folder} 不是空文件夹，没有改动。" if zh else f"{folder} is not empty; nothing was changed.")
        return 1
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    for name in SHARED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder / name)
    next_ = f"cd {quote(str(folder))} && {quote(str(PROJECT / '.venv/bin/reportgen'))} build"
    terminal.say(f"下一步：{next_}" if zh else f"next: {next_}")
    print_result(f"{folder}\n")
    return 0
