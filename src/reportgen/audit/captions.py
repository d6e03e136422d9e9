"""Captions that do not stand with their exhibit."""

from reportgen.audit.printed import Printed
from reportgen.audit.told import Told
from reportgen.audit.words import plain
from reportgen.problems import Problems


def audit_captions(printed: Printed, told: Told, problems: Problems) -> None:
    """On each page that an exhibit stands on, its number stands in its frame, and its title on the first.

    Warns:  audit-caption-away.
    """
    for exhibit in told.listed:
        for frame in exhibit.frames:
            page = printed.pages[frame.page - 1]
            within = plain("".join(line.text for line in page.lines if line.box.meets(frame.box, 0.0)))
            wanted = [*exhibit.numbers, *(exhibit.titles if frame is exhibit.frames[0] else ())]
            missing = [words for words in wanted if plain(words) not in within]
            if missing:
                printed.warn(problems, "audit-caption-away", frame.page, frame.box, found=missing[0])
