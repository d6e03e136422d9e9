"""One copy: the template with a person's lines, id and piece info in its slots."""

from dataclasses import dataclass

from reportgen.copies.lettering import Lettering, letter, stream_object
from reportgen.copies.subscribers import Subscriber
from reportgen.copies.template import Template
from reportgen.model.both import Both
from reportgen.model.fonts import Face

SPACE = "urn:reportgen:copies"
_SIZE_PT, _NOTICE_PT, _DIAGONAL_PT = 6.0, 7.5, 30.0  # largest sizes of the lines
_MARGIN_PT = 24.0  # that stays free on both sides of a page
_ACROSS = 0.75  # of the diagonal that the light line takes at most
_PAPER, _INK, _NOTICE_INK = b"1 g", b"0.36 0.4 0.47 rg", b"0.345 0.396 0.459 rg"
_LIGHT = b"/ExtGState <</Light <</ca 0.09>>>>"
_PADDING_PT = 3.0
_LAST = b"</rdf:RDF>"


@dataclass(frozen=True, slots=True)
class Words:
    """What copies print, in both languages."""

    licensed: Both[str]  # "Licensed to {holder}", on each page in the book's languages
    personal: Both[str]  # over the notices, in the recipient's language


def stamp(template: Template, subscriber: Subscriber, copy: str, words: Words, faces: tuple[Face, ...]) -> bytes:
    """The subscriber's copy, named `copy` on each page, in each page's piece info and in the XMP packet.

    Takes:  `faces` that together have all characters of the words and the person.
    """
    line = letter(license_line(subscriber, copy, words.licensed), faces)
    bodies: dict[int, bytes] = {}
    fonts = _add_fonts(line, template.size, bodies)
    size = min(_SIZE_PT, (template.narrowest_pt - 2 * _MARGIN_PT) / line.width_em)
    half = line.width_em * size / 2
    paper = b"%s %.2f %.2f %.2f %.2f re f" % (
        _PAPER,
        -half - _PADDING_PT,
        -size * 0.75,
        2 * (half + _PADDING_PT),
        size * 1.5,
    )
    bodies[template.mark] = _form(line, size, -half, b"%s\n%s" % (paper, _INK), fonts)
    if template.diagonal:
        size = min(_DIAGONAL_PT, template.shortest_pt * _ACROSS / line.width_em)
        bodies[template.diagonal] = _form(line, size, -line.width_em * size / 2, b"/Light gs " + _INK, fonts + _LIGHT)
    if template.notice:
        line = letter(words.personal.of(subscriber.language), faces)
        fonts = _add_fonts(line, max(bodies) + 1, bodies)
        bodies[template.notice] = _form(line, _NOTICE_PT, 0, _NOTICE_INK, fonts)
    told = template.modified, copy.encode()
    bodies[template.piece] = b"<</Reportgen <</LastModified (%s) /Private <</Copy (%s)>>>>>>" % told
    bodies[template.metadata] = _packet(template.packet, copy)
    return template.fill(bodies)


def _add_fonts(line: Lettering, first: int, bodies: dict[int, bytes]) -> bytes:
    """The resources that name the line's fonts, which join `bodies`, numbered from `first` on."""
    named = b""
    for n, font in enumerate(line.fonts):
        named += b"/F%d %d 0 R " % (n, first)
        told = font.bodies(first)
        bodies.update(enumerate(told, first))
        first += len(told)
    return b"/Font <<%s>> " % named


def _form(line: Lettering, size: float, left: float, before: bytes, resources: bytes) -> bytes:
    """A drawing of the line, its middle at height 0, beginning at `left`, after the operators `before`."""
    drawing = b"%s\nBT 1 0 0 1 %.2f %.2f Tm\n%sET\n" % (before, left, -size * 0.35, line.shown(size))
    right = left + line.width_em * size
    box = b"%.2f %.2f %.2f %.2f" % (left - _PADDING_PT, -size * 0.75, right + _PADDING_PT, size * 0.75)
    return stream_object(drawing, b"/Type /XObject /Subtype /Form /BBox [%s] /Resources <<%s>>" % (box, resources))


def license_line(subscriber: Subscriber, copy: str, words: Both[str]) -> str:
    """What each page says: "Licensed to Li Lei, A Bank · 授权给 Li Lei，A Bank · k7f2-…".

    A book in one language says it in that one only.
    """
    marks = {"zh": "，", "en": ", "}
    said = [
        words.of(language).replace(
            "{holder}", marks[language].join(filter(None, (subscriber.name, subscriber.organisation)))
        )
        for language in reversed(subscriber.book.languages)
    ]
    return " · ".join((*said, copy))


def _packet(packet: bytes, copy: str) -> bytes:
    said = f'<rdf:Description rdf:about="" xmlns:copies="{SPACE}"><copies:id>{copy}</copies:id></rdf:Description>'
    before, _, behind = packet.rpartition(_LAST)
    whole = before + said.encode() + _LAST + behind
    return b"<</Type /Metadata /Subtype /XML /Length %d>>\nstream\n%s\nendstream" % (len(whole), whole)
