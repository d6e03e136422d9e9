"""The README's picture: pages of build/report.pdf, chosen by what they are, on a sheet of grey.

Above a cover, a sector's opening page, a page with a chart and one of text; below two pages of landscapes.
"""

import json
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[1]
WIDTH, GAP = 1800, 14
GREY, COLOURS = "#D9DEE5", 200


def chosen_pages(book: dict) -> tuple[list[int], list[int]]:
    """The numbers, from 1, of the upright and of the wide pages."""
    chapters = [page["chapter"] for page in book["pages"]]
    wide = {land["page"] + n: chapters[land["page"] - 1] for land in book["landscapes"] for n in range(land["pages"])}
    sector = next(iter(wide.values()))
    own = [number for number, chapter in enumerate(chapters, 1) if chapter == sector and number not in wide]
    figure = book["figures"][0]["page"]
    shown = {entry["page"] for kind in ("figures", "tables") for entry in book[kind]}
    text = next(number for number in own[1:] if number not in shown)
    return [1, own[0], figure, text], list(wide)[:2]


def draw(document: pypdfium2.PdfDocument, number: int, width: int) -> Image.Image:
    """A page drawn at twice its width, and halved."""
    page = document[number - 1]
    image = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def main() -> None:
    """Write .pictures/pages.png."""
    book = json.loads((ROOT / "build" / "report.json").read_text("utf-8"))["books"]["parallel"]
    document = pypdfium2.PdfDocument(ROOT / "build" / book["file"])
    rows = []
    for numbers in chosen_pages(book):
        width = (WIDTH - GAP) // len(numbers) - GAP
        rows.append([draw(document, number, width) for number in numbers])
    sheet = Image.new("RGB", (WIDTH, GAP + sum(row[0].height + GAP for row in rows)), GREY)
    top = GAP
    for row in rows:
        for n, image in enumerate(row):
            sheet.paste(image, (GAP + n * (image.width + GAP), top))
        top += row[0].height + GAP
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(ROOT / ".pictures" / "pages.png", optimize=True)


if __name__ == "__main__":
    main()
