"""One command of set-up: what is seen of it while it runs, and what is left to say when it fails."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

_BEAT_S = 10  # how long the terminal may stay silent
_TAIL = 20  # lines of a failed command's output that are shown


class StepError(Exception):
    """The machine is not ready, and set-up cannot make it so. Carries what the user reads."""


def say(line: str) -> None:
    """One line of progress."""
    sys.stderr.write(f"set-up: {line}\n")
    sys.stderr.flush()


def run_step(title: str, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
    """Runs `command` silently, with a line when it begins, goes on and ends.

    Takes:  env, variables beside those of this process.
    Fails:  StepError with the end of the command's output.
    """
    say(f"{title} …")
    start = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
        )
        while True:
            try:
                code = process.wait(_BEAT_S)
                break
            except subprocess.TimeoutExpired:
                say(f"{title} … {time.monotonic() - start:.0f} s")
        if code:
            output.seek(0)
            lines = output.read().decode(errors="replace").splitlines()[-_TAIL:]
            raise StepError("\n".join([f"set-up: {' '.join(command)}", *lines, f"set-up: exit code {code}"]))
    say(f"{title}: {time.monotonic() - start:.0f} s")
