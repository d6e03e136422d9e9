"""What editors write is read from the project only: no link leads their files out of it."""

from pathlib import Path

from reportgen.problems import Place, Problems

_WRITTEN = ("content", "data")
_KINDS = (".md", ".toml", ".csv")


def check_inside(root: Path, problems: Problems) -> None:
    """Nothing; the texts and tables that bear a name in the project also stand in it.

    Why: a report made from a folder that somebody sends must not print what else the machine holds.

    Fails:  problem file-outside.
    """
    home = root.resolve()
    for folder in _WRITTEN:
        for file in sorted((root / folder).rglob("*")):
            leads_out = file.is_symlink() and not file.resolve().is_relative_to(home)
            if leads_out and (file.suffix in _KINDS or file.is_dir()):
                problems.error(Place(file.relative_to(root)), "file-outside", found=str(file.readlink()))
