"""The order of set-up."""

import sys
import time
from pathlib import Path

from reportgen.machine import native, packages
from reportgen.machine.step import StepError, say

STAMP = Path(".venv/ready")  # make compares its time with what set-up is made of


def set_up() -> int:
    """0 where the project in the current folder can be built and tested now, 3 where the user has to help."""
    start = time.monotonic()
    try:
        native.provide(Path.cwd())
        packages.install()
    except StepError as fault:
        sys.stderr.write(f"{fault}\n")
        return 3
    except KeyboardInterrupt:
        say("stopped 已中断")
        return 130
    STAMP.touch()
    say(f"ready in {time.monotonic() - start:.0f} s 准备完毕")
    return 0
