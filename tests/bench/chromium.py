"""The same sheets printed by Chromium, a process for each: `chromium.py PROJECT RECORDED OUT PROGRAM`."""

import pickle
import subprocess
import sys
from pathlib import Path

from reportgen.press.fetch import BASE


def main(root: Path, recorded: Path, out: Path, program: str) -> None:
    """Write a PDF of each chapter into `out`."""
    sheets, *_ = pickle.loads(recorded.read_bytes())
    out.mkdir(exist_ok=True)
    for sheet in sheets:
        links = "".join(f'<link rel="stylesheet" href="{(root / style).as_uri()}">' for style in sheet.styles)
        page = out / f"{sheet.chapter}.html"
        page.write_text(links + sheet.html.replace(BASE, f"{root.as_uri()}/"), "utf-8")
        target = f"--print-to-pdf={out / sheet.chapter}.pdf"
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", target)
        subprocess.run((program, *options, page.as_uri()), check=True, timeout=300)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), sys.argv[4])
