"""Root to Edition: content/edition.toml read, checked key by key, each problem at its line and column."""

import re
from datetime import date
from pathlib import Path

from reportgen.model.both import Both
from reportgen.model.edition import ChapterEntry, Contact, Edition, Part
from reportgen.problems import Place, Problems
from reportgen.toml_source import KeyReader, load_toml

FILE = Path("content/edition.toml")
_NAMES = ("title", "title_lines", "publisher", "copyright_holder", "motto", "subject", "keywords")
_KEYS = ("year", "published_on", "period", *_NAMES, "contents_depth", "contact", "front", "divisions", "back")
_PRINTED = ("title", "title_lines", "publisher", "copyright_holder", "motto", "contact")
_MADE = {Part.CONTENTS: "front", Part.GLOSSARY: "back", Part.INDEX: "back"}  # what the program writes, and where
_STEM = re.compile(r"(?:\d+-)?([a-z][a-z0-9-]*)")
_ADDRESS = re.compile(r"https://[!-~]+")
ADDRESS_LIMIT = 150  # characters; the code of a longer one has modules too small for its size in print
_PERIOD, _LINES = "[2020, 2022]", '{ zh = ["…"], en = ["…"] }'


def load_edition(root: Path, problems: Problems) -> Edition | None:
    """The edition declared in `root`/content/edition.toml; None where anything in it is wrong.

    Fails:  problem file-missing, text-encoding, toml-syntax, toml-key-unknown,
            toml-key-missing, toml-key-value, edition-address-long, edition-part-misplaced or
            edition-chapter-doubled.
    """
    source = load_toml(root, FILE, problems)
    if source is None:
        return None
    read = KeyReader(source, problems)
    read.only(_KEYS)
    edition = Edition(
        root=root,
        year=_within(read, "year", 1, 9999, "2023"),
        published_on=read.need(date, "published_on") or date.min,
        period=_period(read),
        title=read.need_both("title"),
        title_lines=_lines(read, "title_lines"),
        publisher=read.need_both("publisher"),
        copyright_holder=read.need_both("copyright_holder"),
        motto=_lines(read, "motto"),
        subject=read.need_both("subject"),
        keywords=read.need_items(str, "keywords"),
        contents_depth=_within(read, "contents_depth", 1, 4, "3"),
        contact=_contact(read),
        chapters=_chapters(read, problems),
        said=tuple(said for key in _PRINTED if key in source.values for said in source.texts(key)),
    )
    unique = len({entry.id for entry in edition.chapters}) == len(edition.chapters)
    return edition if read.sound and unique else None


def _within(read: KeyReader, key: str, least: int, most: int, example: str) -> int:
    number = read.need(int, key, example=example)
    if number is not None and not least <= number <= most:
        read.wrong(example, key)
    return number or 0


def _period(read: KeyReader) -> tuple[int, int]:
    listed = read.need(list, "period", example=_PERIOD)
    years = [read.need(int, "period", i) for i in range(len(listed or ()))]
    match years:
        case [int(first), int(last)] if first <= last:
            return first, last
    if listed is not None and None not in years:
        read.wrong(_PERIOD, "period")
    return 0, 0


def _lines(read: KeyReader, key: str) -> Both[tuple[str, ...]]:
    if read.need(dict, key, example=_LINES) is None:
        return Both(zh=(), en=())
    read.only(("zh", "en"), key)
    return Both(zh=read.need_items(str, key, "zh"), en=read.need_items(str, key, "en"))


def _contact(read: KeyReader) -> Contact | None:
    if read.value("contact") is None or read.need(dict, "contact") is None:
        return None
    read.only(("image", "address", "label"), "contact")
    image, example = read.take("", "contact", "image"), '"https://example.org"'
    address = read.take("", "contact", "address") if image else read.need(str, "contact", "address", example=example)
    if address and not _ADDRESS.fullmatch(address):
        read.wrong(example, "contact", "address")
    elif address and len(address) > ADDRESS_LIMIT:
        read.note("edition-address-long", "contact", "address", found=len(address), limit=ADDRESS_LIMIT)
    place = read.place("contact", "image" if image else "address")
    return Contact(image=image, address=address or "", label=read.need_both("contact", "label"), place=place)


def _chapters(read: KeyReader, problems: Problems) -> tuple[ChapterEntry, ...]:
    found = [ChapterEntry(id="cover", part=Part.COVER, stem=None, depth=1, forms=(), place=Place(FILE))]
    for i in read.numbers("front"):
        found.append(_entry(read, _part(read, Part.FRONT, "front", i), (), "front", i))
    if read.value("divisions") == []:
        read.wrong("[[divisions]]", "divisions")
    for i in read.numbers("divisions"):
        if read.need(dict, "divisions", i) is None:
            continue
        read.only(("chapters", "levels"), "divisions", i)
        levels = ("divisions", i, "levels")
        forms = tuple(read.need_both(*levels, k) for k in read.numbers(*levels))
        if read.value("divisions", i, "chapters") == []:
            read.wrong('["10-trends"]', "divisions", i, "chapters")
        for j in read.numbers("divisions", i, "chapters"):
            found.append(_entry(read, Part.SECTOR if j else Part.DIVISION, forms, "divisions", i, "chapters", j))
    for i in range(len(read.take([], "back"))):
        found.append(_entry(read, _part(read, Part.APPENDIX, "back", i), (), "back", i))
    found.append(ChapterEntry(id="back-cover", part=Part.BACK, stem=None, depth=1, forms=(), place=Place(FILE)))
    for n, entry in enumerate(found):
        if entry.id in {earlier.id for earlier in found[:n]}:
            problems.error(entry.place, "edition-chapter-doubled", found=entry.stem or entry.id)
    return tuple(found)


def _part(read: KeyReader, text: Part, where: str, i: int) -> Part:
    """The part that the program writes under this name, or `text`."""
    name = read.value(where, i)
    part = next((made for made in _MADE if made.value == name), text)
    if part in _MADE and _MADE[part] != where:
        read.note("edition-part-misplaced", where, i, found=name, expected=_MADE[part])
    return part


def _entry(read: KeyReader, part: Part, forms: tuple[Both[str], ...], *at: str | int) -> ChapterEntry:
    stem = read.value(*at)
    name = _STEM.fullmatch(stem) if isinstance(stem, str) else None
    if name is None:
        read.wrong('"33-finance"', *at)
    return ChapterEntry(
        id=name[1] if name else str(stem),
        part=part,
        stem=None if part in _MADE else str(stem),
        depth=2 if part is Part.SECTOR else 1,
        forms=forms,
        place=read.place(*at),
    )
