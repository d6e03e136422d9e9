"""Page labels, bookmarks and metadata, on books of empty pages."""

from xml.etree import ElementTree

import pikepdf
import pytest

from reportgen.assemble.metadata import write_metadata
from reportgen.assemble.navigation import add_bookmarks, add_page_labels
from reportgen.model.both import Both
from reportgen.model.sheets import Bookmark, DocumentInfo, PageLabel
from reportgen.problems import Place

PLACE = Place("content/zh/10-a.md")
INFO = DocumentInfo(
    title=Both(zh="区块链报告", en="Blockchain report"),
    author=Both(zh="研究院", en="Institute"),
    subject=Both(zh="案例", en="Cases & more"),
    keywords=("区块链", "blockchain"),
    created="D:20230901000000+08'00'",
    language="zh-Hans",
)
LI, LANG = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li", "{http://www.w3.org/XML/1998/namespace}lang"


def book_of(pages: int) -> pikepdf.Pdf:
    book = pikepdf.new()
    for _ in range(pages):
        book.add_blank_page()
    return book


def test_pages_are_called_by_their_folio_or_their_chapter():
    folios = ["", "ii", "iii", "iv", "1", "2", "7", "8", "2a", ""]
    labels = [PageLabel(chapter="cover" if n == 0 else "back", folio=folio) for n, folio in enumerate(folios)]
    book = book_of(len(labels))

    add_page_labels(book, labels)

    assert [page.label for page in book.pages] == ["cover", "ii", "iii", "iv", "1", "2", "7", "8", "2a", "back"]
    assert list(book.Root.PageLabels.Nums)[::2] == [0, 1, 4, 6, 8, 9]


@pytest.mark.parametrize(
    ("folio", "number"), [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xl", 40), ("mcmxc", 1990)]
)
def test_roman_folio_is_a_number(folio, number):
    book = book_of(1)

    add_page_labels(book, [PageLabel(chapter="a", folio=folio)])

    assert dict(book.Root.PageLabels.Nums[1]) == {"/S": "/r", "/St": number}


def test_labels_of_another_book_are_a_mistake():
    with pytest.raises(ValueError, match="1 labels for 2 pages"):
        add_page_labels(book_of(2), [PageLabel(chapter="a", folio="1")])


def test_bookmarks_stand_under_the_last_one_of_a_lower_level():
    levels = (1, 2, 3, 2, 1, 3, 2)
    book = book_of(1)

    add_bookmarks(book, [Bookmark(level=n, label=str(n), anchor=str(n), place=PLACE) for n in levels])

    with book.open_outline() as outline:
        tree = [(m.title, [(c.title, [d.title for d in c.children]) for c in m.children]) for m in outline.root]
    assert tree == [("1", [("2", ["3"]), ("2", [])]), ("1", [("3", []), ("2", [])])]
    assert book.Root.Outlines.Count == 2


def test_metadata_is_the_same_in_both_places_and_titles_stand_in_both_languages():
    book = book_of(1)

    write_metadata(book, INFO)

    packet = ElementTree.fromstring(book.Root.Metadata.read_bytes())
    texts = [(item.get(LANG), item.text) for item in packet.iter(LI)]
    assert texts[:6] == [
        ("x-default", "区块链报告"),
        ("zh", "区块链报告"),
        ("en", "Blockchain report"),
        ("x-default", "案例"),
        ("zh", "案例"),
        ("en", "Cases & more"),
    ]
    assert packet.findtext(".//{http://www.aiim.org/pdfua/ns/id/}part") == "1"
    assert packet.findtext(".//{http://ns.adobe.com/xap/1.0/}CreateDate") == "2023-09-01T00:00:00+08:00"
    assert str(book.docinfo.Title) == "区块链报告"
    assert str(book.docinfo.ModDate) == INFO.created
