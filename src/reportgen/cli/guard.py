"""From what a command does to its exit code: 0 made, 1 bad input, 2 bad command, 3 machine not ready, 4 our bug; 128
and the signal's number where one ended it."""

import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir

from reportgen.cli.refusals import word_refusal
from reportgen.cli.terminal import Terminal
from reportgen.machine.limits import LimitError, find_low
from reportgen.model.both import Language
from reportgen.problems import Problem, ReportError
from reportgen.workers import Limits

MADE, BAD_INPUT, NOT_READY, OUR_BUG, INTERRUPTED = 0, 1, 3, 4, 128
MACHINE = ("font-", "press-engine-", "copies-store-", "copies-workers-")  # what only a machine's owner can mend


def wanted_language() -> Language:
    """The language of messages that the terminal asks for."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if wanted.startswith("zh") else "en"


def guarded(work: Callable[[], int], terminal: Terminal, *, strict: bool, limits: Limits | None = None) -> int:
    """The exit code of `work`; what it raises is told in a sentence, never as a traceback.

    Takes:  `limits` of workers; where the shell allows less than they need, that is told and nothing begun.
    """
    try:
        for low in find_low(limits.memory_mb) if limits else ():
            raise LimitError(*low)
        return work()
    except ReportError as fault:
        terminal.show(fault.problems, strict=strict)
        return NOT_READY if _machine(fault.problems) else BAD_INPUT
    except KeyboardInterrupt as fault:
        terminal.say(
            "已中断，原有文件未动。" if terminal.language == "zh" else "interrupted; earlier outputs are untouched."
        )
        return INTERRUPTED + int(next(iter(fault.args), signal.SIGINT))
    except (OSError, LimitError, MemoryError) as fault:
        words, line = word_refusal(fault).of(terminal.language)
        terminal.say(f"错误[machine]：{words}" if terminal.language == "zh" else f"error[machine]: {words}")
        if line:
            terminal.say(f"  改法: {line}" if terminal.language == "zh" else f"  hint: {line}")
        return NOT_READY
    except Exception:  # the last door: whatever comes here is our bug
        log = _log_bug(traceback.format_exc())
        zh = f"程序自身出错，请把 {log} 发给维护者。"
        en = f"this is a bug of reportgen itself; please send {log} to its maintainers."
        terminal.say(zh if terminal.language == "zh" else en)
        return OUR_BUG


def _log_bug(trace: str) -> Path:
    """The file that tells of a bug: in build/, or where that cannot be written, in the machine's folder for such."""
    for folder in (Path("build"), Path(gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            log = folder.resolve() / "bug.log"
            log.write_text(trace, encoding="utf-8", errors="backslashreplace")
            return log
    return Path(os.devnull)


def _machine(problems: tuple[Problem, ...]) -> bool:
    return any(p.fatal and p.code.startswith(MACHINE) for p in problems)
