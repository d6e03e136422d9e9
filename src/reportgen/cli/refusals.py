"""What the machine refused, in a sentence, and the line that mends it."""

import errno
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from reportgen.machine.limits import LimitError
from reportgen.model.both import Both

_SPACE = Both(
    zh="腾出空间后重新运行：df -h {folder}；中断时留下的临时文件会自动清除。",
    en="free some space and run it again: df -h {folder}; what was left half written goes by itself.",
)
_RIGHTS = Both(
    zh="在属于自己的文件夹中工作（项目的副本，另一个 --out DIR），或取回权限：sudo chown -R $(id -un) {folder}",
    en="work where you may write (a copy of the project, another --out DIR), or make this one yours: "
    "sudo chown -R $(id -un) {folder}",
)
_READ_ONLY = Both(
    zh="该磁盘只读：把项目复制到可写的地方，在那里运行：cp -r . DIR",
    en="this disk can only be read: copy the project to where you may write, and run it there: cp -r . DIR",
)
_FILES = Both(zh="在新终端中执行：ulimit -n 1024", en="in a new shell: ulimit -n 1024")
_PROCESSES = Both(
    zh="关闭其他程序，或用 --workers 1；上限用 ulimit -u 查看。",
    en="close other programs, or use --workers 1; ulimit -u tells how many there may be.",
)
_MEMORY = Both(zh="关闭其他程序，或用 --workers 1。", en="close other programs, or use --workers 1.")
_SIZE = Both(zh="在新终端中执行：ulimit -f unlimited", en="in a new shell: ulimit -f unlimited")
_IN_THE_WAY = Both(zh="把它移开：mv {file} {file}.old", en="move it out of the way: mv {file} {file}.old")

_MENDED: Mapping[int | None, Both[str]] = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.EAGAIN: _PROCESSES,
    errno.ENOMEM: _MEMORY,
    errno.EFBIG: _SIZE,
    errno.EISDIR: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
}


def word_refusal(fault: OSError | LimitError | MemoryError) -> Both[tuple[str, str]]:
    """What was refused, and the edit or line that mends it; "" where there is none to be told."""
    if isinstance(fault, LimitError):
        limit, found = fault.limit, fault.found
        return Both(
            zh=(f"当前终端只允许 {found} {limit.zh}，生成报告需要 {limit.least}。", f"在新终端中执行：{limit.line}"),
            en=(f"this shell allows {found} {limit.en}; a build needs {limit.least}.", f"in a new shell: {limit.line}"),
        )
    if isinstance(fault, MemoryError):
        return Both(zh=("内存不足。", _MEMORY.zh), en=("there is no memory left.", _MEMORY.en))
    mended = _MENDED.get(fault.errno, Both(zh="", en=""))
    file = Path(fault.filename) if isinstance(fault.filename, str) else Path("build")
    if mended is _IN_THE_WAY and not _in_the_way(file).exists():
        mended = Both(zh="", en="")
    names = {"file": quote(str(_in_the_way(file))), "folder": quote(str(_folder(file)))}
    words = f"{fault.strerror}: {fault.filename}" if fault.strerror and fault.filename else str(fault)
    return Both(zh=(words, mended.zh.format(**names)), en=(words, mended.en.format(**names)))


def _folder(file: Path) -> Path:
    """The nearest folder of `file` that is there."""
    return next((folder for folder in (file, *file.parents) if folder.is_dir()), Path("."))


def _in_the_way(file: Path) -> Path:
    """What stands where a folder is needed, or a folder where a file is."""
    return next((folder for folder in reversed(file.parents) if folder.is_file()), file)
