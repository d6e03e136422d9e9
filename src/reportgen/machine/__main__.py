"""Set-up as a command: exit code 0 where the machine is ready, 3 where the user has to help. `doctor` only looks."""

import sys


def main() -> int:
    """The exit code, after the set-up of the project in the current folder."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets as far as this line
        sys.stderr.write(
            "set-up: Python 3.11 or newer is needed, {} is {}; try: make PYTHON=python3.11\n"
            "准备：需要 Python 3.11 或更新版本，可以这样指定：make PYTHON=python3.11\n".format(
                sys.executable, ".".join(map(str, sys.version_info[:3]))
            )
        )
        return 3
    if sys.argv[1:] == ["doctor"]:
        from reportgen.machine.doctor import report

        return report()
    from reportgen.machine.set_up import set_up  # here, because an older Python cannot read it

    return set_up()


sys.exit(main())
