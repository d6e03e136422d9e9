"""The same inputs press the same bytes anywhere, and nothing is asked of a network."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tiny import make_edition

SOURCE = Path(__file__).parents[2] / "src"
CHART = '[chart.years]\nkind = "bar"\ntable = "cases"\nby = "year"\nsort = "given"\n'
ZH = (
    "# 概览\n\n甲，见[网页](http://127.0.0.1:{port}/a.png)\n\n![题](chart:years)\n\n"
    "# 金融\n\n乙\n\n## 图谱\n\n![图](landscape:finance)"
)
EN = (
    "# Overview\n\na, see [web](http://127.0.0.1:{port}/a.png)\n\n![T](chart:years)\n\n"
    "# Finance\n\nb\n\n## Map\n\n![M](landscape:finance)"
)
LANDSCAPE = "\n[landscape.finance]\n"
GUARD = """\
import os, sys

def told(event, values):
    if event == "socket.connect" and isinstance(values[1], tuple) or event == "socket.getaddrinfo":
        with open(os.environ["GUARD"], "a") as file:
            file.write(f"{event} {values}\\n")

sys.addaudithook(told)
"""

CALENDAR = """\
import datetime, time

with open({told!r}, "a") as file:
    if {day!r}:
        moment = datetime.datetime.fromisoformat({day!r} + "T12:00:00+00:00").timestamp()
        ahead = moment - time.time()
        for name, unit in (("time", 1), ("time_ns", 10**9)):
            setattr(time, name, lambda real=getattr(time, name), unit=unit: real() + type(real())(ahead * unit))
        for name in ("localtime", "gmtime"):
            real = getattr(time, name)
            setattr(time, name, lambda moment=None, real=real: real(time.time() if moment is None else moment))
    file.write(time.strftime("%Y-%m-%d", time.gmtime()) + "\\n")
"""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket that every request would reach: it is the proxy, too."""
    with socket.socket() as heard:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        heard.setblocking(False)
        yield heard


@pytest.mark.parametrize(
    ("file", "added", "code"),
    [
        (None, "", ""),
        ("layouts/parts/text.css", '@import "http://127.0.0.1:{port}/x.css";', "press-import"),
        (
            "layouts/parts/text.css",
            "p {{ background: url(http://127.0.0.1:{port}/x.png) }}"
            "@font-face {{ font-family: x; src: url(http://127.0.0.1:{port}/x.ttf) }}",
            "press-fetch-refused",
        ),
        ("content/zh/10-part-a.md", "\n\n![网](http://127.0.0.1:{port}/x.png)", "press-fetch-refused"),
        ("content/images/a.svg", '<image href="http://127.0.0.1:{port}/x.png"/></svg>', "press-drawing-refused"),
        ("data/organisations.csv", "A4,丁,,,,CN,unknown,,,http://127.0.0.1:{port}/x.svg,list\n", "press-fetch-refused"),
        ("content/exhibits.toml", 'data = "http://127.0.0.1:{port}/x.csv"', "toml-key-unknown"),
    ],
)
def test_a_build_and_its_workers_open_no_connection(
    tmp_path: Path, listener: socket.socket, file: str | None, added: str, code: str
) -> None:
    port = listener.getsockname()[1]
    exhibits = LANDSCAPE + CHART
    make_edition(tmp_path, ZH.format(port=port), EN.format(port=port), exhibits)
    if file == "content/images/a.svg":
        (tmp_path / "content" / "images").mkdir()
        (tmp_path / file).write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>t</title>')
        for language in ("zh", "en"):
            with (tmp_path / "content" / language / "10-part-a.md").open("a") as text:
                text.write("\n\n![p](images/a.svg)")
    if file:
        before, after = ("", (tmp_path / file).read_text("utf-8"))
        before, after = (after, "") if not file.endswith("css") else (before, after)
        (tmp_path / file).write_text(before + added.format(port=port) + after, "utf-8")
    if file == "data/organisations.csv":
        with (tmp_path / "data" / "placements.csv").open("a") as rows:
            rows.write("A4,finance,finance-2,both,assigned,news,list\n")
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    proxies = {name: f"http://127.0.0.1:{port}" for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY")}
    python = {"PYTHONPATH": f"{tmp_path / 'guard'}:{SOURCE}", "GUARD": str(tmp_path / "told"), "LANG": "C.UTF-8"}

    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "build"],
        cwd=tmp_path,
        env={**os.environ, **proxies, **python},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == (1 if code else 0), done.stderr
    assert f"error[{code}]" in done.stderr or not code
    assert not (tmp_path / "told").exists()
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_the_guard_of_these_tests_hears_a_connection(tmp_path: Path, listener: socket.socket) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    words = f"import socket; socket.create_connection({listener.getsockname()!r})"
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "GUARD": str(tmp_path / "told")}

    subprocess.run([sys.executable, "-c", words], env=environment, check=True)

    assert "socket.connect" in (tmp_path / "told").read_text()
    listener.accept()[0].close()


def test_the_same_inputs_press_the_same_bytes_anywhere(tmp_path: Path) -> None:
    hashes = []
    for seed, folder, zone, language, epoch, day, workers in (
        ("0", "one", "Asia/Shanghai", "zh_CN.UTF-8", "0", "2019-02-28", "1"),
        ("1", "two/deeper 目录", "America/Lima", "C", "1700000000", "2031-12-31", "2"),
        ("2", "one more", "UTC", "de_DE.UTF-8", "", "", "3"),
    ):
        root = tmp_path / folder
        root.mkdir(parents=True)
        make_edition(root, ZH.format(port=1), EN.format(port=1), CHART + LANDSCAPE)
        for file in root.rglob("*.md"):
            os.utime(file, (int(seed) * 10**8, int(seed) * 10**8))
        calendar = tmp_path / f"calendar {seed}"
        calendar.mkdir()
        (calendar / "sitecustomize.py").write_text(CALENDAR.format(day=day, told=str(tmp_path / "days")))
        told = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        environment |= told | {"PYTHONPATH": f"{calendar}:{SOURCE}"} | ({"SOURCE_DATE_EPOCH": epoch} if epoch else {})
        for _ in ("cold", "warm"):
            command = [sys.executable, "-m", "reportgen", "build", "--workers", workers]
            subprocess.run(command, cwd=root, env=environment, check=True)
            hashes.append(sha256((root / "build" / "report.pdf").read_bytes()).hexdigest())
            (root / "build" / "report.pdf").unlink()  # so that the next one presses, from what is kept
    days = set((tmp_path / "days").read_text().split())

    assert len(hashes) == 6
    assert len(set(hashes)) == 1
    assert {"2019-02-28", "2031-12-31"} < days
