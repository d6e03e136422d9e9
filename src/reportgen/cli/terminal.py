"""What people see: progress on stderr, problems with their places, colour where it is welcome."""

import io
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from reportgen.model.both import Language
from reportgen.problems import Problem
from reportgen.problems.wording import hint, message

SHOWN = 50  # problems of one file; the rest are counted
_COUNTED = "data-more"  # says itself how many there are besides

STAGES: dict[str, dict[Language, str]] = {
    "read": {"zh": "读取稿件与数据", "en": "reading text and data"},
    "pair": {"zh": "中英文配对、编号、核对", "en": "pairing, numbering, checking"},
    "draw": {"zh": "绘制图表", "en": "drawing exhibits"},
    "compose": {"zh": "套用版式", "en": "composing chapters"},
    "press": {"zh": "排版", "en": "pressing"},
    "export": {"zh": "导出图表", "en": "exporting"},
    "contents": {"zh": "排目录与索引", "en": "pressing contents and index"},
    "assemble": {"zh": "合成全书", "en": "assembling the book"},
    "copies": {"zh": "制作副本", "en": "making copies"},
    "send": {"zh": "寄出", "en": "sending"},
    "audit": {"zh": "核查成品", "en": "auditing the pages"},
}


def open_streams() -> None:
    """Make stdout and stderr fit to be written to: where one is closed, nothing; where it is not UTF-8, escapes."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (it lives as long as we do)
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_result(words: str) -> None:
    """Write what was asked for to stdout; a reader who has left, as `head` does, misses nothing.

    Fails:  OSError, where stdout cannot be written.
    """
    try:
        sys.stdout.write(words)
        sys.stdout.flush()
    except BrokenPipeError:
        close_output(sys.stdout)
    except OSError as fault:
        close_output(sys.stdout)
        raise OSError(fault.errno, fault.strerror, "stdout") from None


def close_output(stream: TextIO) -> None:
    """Let nothing more reach `stream`, so that the interpreter does not stumble over it at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class Terminal:
    """Writes to stderr; quiet about progress where stderr is no terminal."""

    def __init__(self, language: Language, stream: TextIO | None = None) -> None:
        self.language: Language = language
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._colour = self._live and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self._began = time.monotonic()
        self._line = False

    def progress(self, stage: str, what: str) -> None:
        """One line that is written over: seconds, stage, and what of it."""
        if not self._live:
            return
        words = STAGES[stage][self.language]
        self._write(f"\r\x1b[K{self._paint(f'{self._seconds():5.1f} s', '2')}  {words}  {what}")
        self._line = True

    def say(self, words: str) -> None:
        """A line that stays."""
        self.end_line()
        self._write(f"{words}\n")

    def done(self, zh: str, en: str) -> None:
        """A closing line with the time taken, on a terminal only."""
        self.end_line()
        if self._live:
            words = zh if self.language == "zh" else en
            self._write(f"{self._paint(f'{self._seconds():5.1f} s', '2')}  {words}\n")

    def show(self, problems: Sequence[Problem], *, strict: bool) -> None:
        """Every problem with place, code, message and hint; at most SHOWN of one file."""
        self.end_line()
        shown: dict[str, int] = {}
        for problem in problems:
            name = str(problem.place.file)
            shown[name] = shown.get(name, 0) + (problem.code != _COUNTED)
            if shown[name] <= SHOWN:
                self._show_one(problem, fatal=problem.fatal or strict)
        for name, count in shown.items():
            if count > SHOWN:
                rest = count - SHOWN
                self.say(
                    f"{name}: 另有 {rest} 个问题" if self.language == "zh" else f"{name}: and {rest} more problems"
                )
        if problems:
            self.say(self._summary(problems, strict=strict))

    def end_line(self) -> None:
        """Leave the progress line behind."""
        if self._line:
            self._write("\r\x1b[K")
            self._line = False

    def _show_one(self, problem: Problem, *, fatal: bool) -> None:
        zh = self.language == "zh"
        kind = ("错误" if zh else "error") if fatal else ("提醒" if zh else "warning")
        mark = self._paint(f"{kind}[{problem.code}]", "1;31" if fatal else "1;33")
        place = self._paint(_printable(str(problem.place)), "1")
        self._write(f"{place}: {mark}: {_printable(message(problem, self.language))}\n")
        words = hint(problem, self.language)
        if words:
            self._write(f"  {self._paint('改法' if zh else 'hint', '36')}: {_printable(words)}\n")

    def _summary(self, problems: Sequence[Problem], *, strict: bool) -> str:
        errors = sum(p.fatal or strict for p in problems)
        warnings = len(problems) - errors
        if self.language == "zh":
            return f"{errors} 个错误，{warnings} 个提醒"
        return f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"

    def _write(self, words: str) -> None:
        try:
            self._stream.write(words)
            self._stream.flush()
        except OSError:  # nobody can be told any more; the exit code still says how it went
            close_output(self._stream)

    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def _printable(text: str) -> str:
    """`text` without what could move the cursor or end the line: an input's characters are quoted in messages."""
    return "".join(c if c.isprintable() else " " if c.isspace() else f"<U+{ord(c):04X}>" for c in text)
