"""What the book says of itself, alike in its XMP packet and its information dictionary."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from pikepdf import Dictionary, Name, Pdf, String
from pikepdf.models.metadata import decode_pdf_date

from reportgen.model.both import Both, Language
from reportgen.model.sheets import DocumentInfo

CREATOR = "reportgen"
PRODUCER = "WeasyPrint, pikepdf"
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_metadata(book: Pdf, info: DocumentInfo) -> None:
    """Write titles in both languages, the claim of PDF/UA-1 and the edition's date; no clock is read."""
    leading: Language = "zh" if info.language.startswith("zh") else "en"
    entries = {
        Name.Title: info.title.of(leading),
        Name.Author: info.author.of(leading),
        Name.Subject: info.subject.of(leading),
        Name.Keywords: ", ".join(info.keywords),
        Name.Creator: CREATOR,
        Name.Producer: PRODUCER,
        Name.CreationDate: info.created,
        Name.ModDate: info.created,
    }
    for key, value in entries.items():
        book.docinfo[key] = String(value)
    packet = book.make_stream(_packet(info, leading))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    book.Root.Metadata = packet
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _packet(info: DocumentInfo, leading: Language) -> bytes:
    for prefix, address in SPACES.items():
        register_namespace(prefix, address)
    rdf = Element(_name("rdf:RDF"))
    about = SubElement(rdf, _name("rdf:Description"), {_name("rdf:about"): ""})
    date = decode_pdf_date(info.created).isoformat()
    for name, value in (
        ("pdfuaid:part", "1"),
        ("pdf:Producer", PRODUCER),
        ("pdf:Keywords", ", ".join(info.keywords)),
        ("xmp:CreatorTool", CREATOR),
        ("xmp:CreateDate", date),
        ("xmp:ModifyDate", date),
    ):
        SubElement(about, _name(name)).text = value
    _add_list(about, "dc:title", "rdf:Alt", _alternatives(info.title, leading))
    _add_list(about, "dc:description", "rdf:Alt", _alternatives(info.subject, leading))
    _add_list(about, "dc:creator", "rdf:Seq", [("", info.author.of(leading))])
    _add_list(about, "dc:language", "rdf:Bag", [("", info.language)])
    return b"".join(
        (
            b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n',
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            tostring(rdf, encoding="utf-8"),
            b'</x:xmpmeta>\n<?xpacket end="r"?>',
        )
    )


def _alternatives(text: Both[str], leading: Language) -> list[tuple[str, str]]:
    return [("x-default", text.of(leading)), ("zh", text.zh), ("en", text.en)]


def _add_list(about: Element, name: str, kind: str, items: Iterable[tuple[str, str]]) -> None:
    values = SubElement(SubElement(about, _name(name)), _name(kind))
    for language, text in items:
        SubElement(values, _name("rdf:li"), {LANGUAGE: language} if language else {}).text = text


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{SPACES[prefix]}}}{name}"
