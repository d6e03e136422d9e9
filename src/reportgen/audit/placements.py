"""Landscapes against the data: each placement exactly once."""

from collections import Counter

from reportgen.audit.printed import Printed
from reportgen.audit.told import Told
from reportgen.audit.words import plain
from reportgen.problems import Problems


def audit_placements(printed: Printed, told: Told, problems: Problems) -> None:
    """A landscape has as many tiles as the data has placements for it; each stands once and prints its words.

    Warns:  audit-placement-count, audit-placement-times, audit-placement-unprinted.
    """
    standing = Counter(framed.name for framed in told.boxes)
    framed_of = {framed.name: framed for framed in told.boxes}
    pages = {listed.anchor: listed.page for listed in told.listed}
    for landscape in told.landscapes:
        here = pages.get(landscape.anchor, 1)
        times = sum(standing[name] for name in landscape.tiles)
        if times != landscape.count:
            name, expected = landscape.anchor, landscape.count
            printed.warn(problems, "audit-placement-count", here, name=name, found=times, expected=expected)
        for name, words in landscape.tiles.items():
            if standing[name] != 1:
                printed.warn(problems, "audit-placement-times", here, found=words, name=name, count=standing[name])
                continue
            framed = framed_of[name]
            lines = printed.pages[framed.page - 1].lines
            letters = (letter for line in lines if line.box.meets(framed.box, 0.0) for letter in line.letters)
            within = "".join(
                letter.char for letter in letters if not letter.is_space and letter.box.meets(framed.box, 0.0)
            )
            if plain(words) not in plain(within):
                printed.warn(problems, "audit-placement-unprinted", framed.page, framed.box, found=words, name=name)
