"""One copy: the template with a person's line, id and piece info in its slots."""

from collections.abc import Sequence

from reportgen.copies.lettering import letter, stream_object
from reportgen.copies.subscribers import Subscriber
from reportgen.copies.template import Template
from reportgen.model.both import Both
from reportgen.model.fonts import Face

SPACE = "urn:reportgen:copies"
_SIZE_PT = 6.0
_MARGIN_PT = 24.0  # that stays free on both sides of a page
_PAPER, _INK = "1 g", "0.36 0.4 0.47 rg"
_PADDING_PT = 3.0
_LAST = b"</rdf:RDF>"


def stamp(template: Template, subscriber: Subscriber, copy: str, words: Both[str], faces: Sequence[Face]) -> bytes:
    """The subscriber's copy, named `copy` on each page, in each page's piece info and in the XMP packet.

    Takes:  `words` with {holder} for whom the copy is licensed to; `faces` that together have all its characters.
    """
    line = letter(license_line(subscriber, copy, words), faces)
    size = min(_SIZE_PT, (template.narrowest_pt - 2 * _MARGIN_PT) / line.width_em)
    half = line.width_em * size / 2
    box = (-half - _PADDING_PT, -size * 0.75, 2 * (half + _PADDING_PT), size * 1.5)
    drawing = b"%s %.2f %.2f %.2f %.2f re f\n" % (_PAPER.encode(), *box)
    drawing += b"BT %s 1 0 0 1 %.2f %.2f Tm\n%sET\n" % (_INK.encode(), -half, -size * 0.35, line.shown(size))
    bodies: dict[int, bytes] = {}
    named = b""
    for n, font in enumerate(line.fonts):
        first = template.size + len(bodies)
        named += b"/F%d %d 0 R " % (n, first)
        bodies.update(enumerate(font.bodies(first), first))
    edges = b"%.2f %.2f %.2f %.2f" % (box[0], box[1], box[0] + box[2], box[1] + box[3])
    form = b"/Type /XObject /Subtype /Form /BBox [%s] /Resources <</Font <<%s>>>>" % (edges, named)
    bodies[template.mark] = stream_object(drawing, form)
    told = template.modified, copy.encode()
    bodies[template.piece] = b"<</Reportgen <</LastModified (%s) /Private <</Copy (%s)>>>>>>" % told
    bodies[template.metadata] = _packet(template.packet, copy)
    return template.fill(bodies)


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
