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


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket that every request would reach: it is the proxy, too."""
    with socket.socket() as heard:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        heard.setblocking(False)
        yield heard


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("", 0),
        ('@import "http://127.0.0.1:{port}/x.css";', 1),
        (
            "p {{ background: url(http://127.0.0.1:{port}/x.png) }}"
            "@font-face {{ font-family: x; src: url(http://127.0.0.1:{port}/x.ttf) }}",
            1,
        ),
    ],
)
def test_a_build_and_its_workers_open_no_connection(
    tmp_path: Path, listener: socket.socket, style: str, code: int
) -> None:
    port = listener.getsockname()[1]
    make_edition(tmp_path, ZH.format(port=port), EN.format(port=port), CHART + LANDSCAPE)
    styles = tmp_path / "layouts" / "parts" / "text.css"
    styles.write_text(style.format(port=port) + styles.read_text("utf-8"), "utf-8")
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    proxies = {name: f"http://127.0.0.1:{port}" for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY")}
    python = {"PYTHONPATH": f"{tmp_path / 'guard'}:{SOURCE}", "GUARD": str(tmp_path / "told")}

    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "build"],
        cwd=tmp_path,
        env={**os.environ, **proxies, **python},
        capture_output=True,
        check=False,
    )

    assert done.returncode == code, done.stderr
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
    hashes = set()
    for seed, folder, zone, language, day in (
        ("0", "one", "Asia/Shanghai", "zh_CN.UTF-8", "0"),
        ("1", "two/deeper 目录", "America/Lima", "C", "1700000000"),
        ("2", "one more", "UTC", "de_DE.UTF-8", ""),
    ):
        root = tmp_path / folder
        root.mkdir(parents=True)
        make_edition(root, ZH.format(port=1), EN.format(port=1), CHART + LANDSCAPE)
        for file in root.rglob("*.md"):
            os.utime(file, (int(seed) * 10**8, int(seed) * 10**8))
        told = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONPATH": str(SOURCE)}
        environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"} | told
        if day:
            environment["SOURCE_DATE_EPOCH"] = day
        subprocess.run([sys.executable, "-m", "reportgen", "build"], cwd=root, env=environment, check=True)
        hashes.add(sha256((root / "build" / "report.pdf").read_bytes()).hexdigest())

    assert len(hashes) == 1
