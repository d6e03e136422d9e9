"""The same sheets through plain WeasyPrint, one after another in one process: `plain.py PROJECT RECORDED OUT`."""

import os
import pickle
import sys
from pathlib import Path


def main(root: Path, recorded: Path, out: Path) -> None:
    """Write a tagged PDF of each chapter into `out`."""
    sheets, _, _, config = pickle.loads(recorded.read_bytes())
    os.environ["FONTCONFIG_FILE"] = str(config)
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from reportgen.press.fetch import BASE, Shelf

    shelf, fonts = Shelf(root), FontConfiguration()

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            data, kind = shelf.read(url)
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    out.mkdir(exist_ok=True)
    for sheet in sheets:
        styles = [
            CSS(string=(root / s).read_text("utf-8"), base_url=BASE + s.as_posix(), url_fetcher=Fetcher())
            for s in sheet.styles
        ]
        html = HTML(string=sheet.html, base_url=BASE, url_fetcher=Fetcher())
        html.write_pdf(out / f"{sheet.chapter}.pdf", stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
