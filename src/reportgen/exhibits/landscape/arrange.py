"""An industry landscape from its declaration: which page, band and tile each placement is printed in."""

from collections import Counter
from collections.abc import Sequence

from reportgen.exhibits.answers import Recall
from reportgen.exhibits.landscape.dataset import dataset_of
from reportgen.exhibits.landscape.labels import BODY_MM, note_height_mm, set_label
from reportgen.exhibits.landscape.lines import SetName, em_widths, set_name
from reportgen.exhibits.landscape.packing import Segment
from reportgen.exhibits.landscape.placements import Placement, placements_of
from reportgen.exhibits.landscape.plan import Material, find_plan, is_too_long, small_pt
from reportgen.exhibits.landscape.tiles import place_pages
from reportgen.exhibits.select import NO_WORDS, names_of, provenance_of, read_keys
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Declaration, Landscape, PictureRatio, Tally
from reportgen.model.fonts import Measure
from reportgen.model.tables import Tables
from reportgen.problems import Problems

_LONGEST = 200  # characters; no tile holds half of them
_SHOWN = 40


def arrange_landscape(
    declaration: Declaration,
    tables: Tables,
    measure: Measure,
    picture_ratio: PictureRatio,
    kind: BookKind,
    recall: Recall,
    problems: Problems,
) -> Landscape | None:
    """The declared landscape over as few wide pages as it needs, each placement exactly once.

    Takes:  keys landscape (the id, if absent), split (true; false tells roles apart by the look of tiles only), note.
    Gives:  None where it cannot be arranged.
    Fails:  problem landscape-unknown, landscape-empty, landscape-segment-foreign, landscape-glyph-missing,
            landscape-name-long; those of a logo's picture and of a declaration's keys.
    """
    read = read_keys(declaration, problems)
    read.only(("landscape", "split", "note"))
    landscape = read.take(declaration.id, "landscape")
    split = read.take(True, "split")
    note = read.take_both(NO_WORDS, "note")
    by_segment = placements_of(landscape, read, tables, kind.languages, picture_ratio, problems)
    placements = [placement for band in by_segment.values() for placement in band]
    names = _set_names(placements, measure, problems)
    if not placements or names is None:
        return None
    titles = names_of(tables, "segment_id")
    segments = _segments(placements, split)
    labels = [set_label(titles[segment.id], segment, kind.languages, measure) for segment in segments]
    body_mm = BODY_MM - note_height_mm(note, kind.languages, measure)
    slots_mm = [placement.organisation.slot_mm for placement in placements]
    plan = find_plan(Material(names, slots_mm, segments, [label.height_mm for label in labels], body_mm), recall)
    if plan is None:
        for placement, several in zip(placements, names, strict=True):
            if is_too_long(several, placement.organisation.slot_mm):
                problems.error(placement.organisation.place, "landscape-name-long", found=several[0].whole.lines[0])
        return None
    organisations = {p.organisation.id: p.organisation for p in placements}
    countries = Counter(o.country for o in organisations.values() if o.country)
    country_names = names_of(tables, "country")
    roles = Counter(p.role for p in placements)
    most = max(countries.values(), default=1)
    return Landscape(
        id=declaration.id,
        anchor=f"landscape-{declaration.id}",
        pages=place_pages(plan, placements, names, segments, labels, body_mm),
        size_pt=plan.size_pt,
        small_pt=small_pt(plan.size_pt),
        organisations=len(organisations),
        placements=len(placements),
        roles=tuple(
            Tally(key=role, count=roles[role], share_pct=round(100 * roles[role] / len(placements), 2))
            for role in ("adopter", "both", "provider")
            if roles[role]
        ),
        countries=tuple(
            Tally(key=code, count=count, share_pct=round(100 * count / most, 2))
            for code, count in sorted(countries.items(), key=lambda item: (-item[1], item[0]))
        ),
        unknown_country=len(organisations) - sum(countries.values()),
        country_names={code: country_names.get(code, Both(zh=code, en=code)) for code in sorted(countries)},
        split=split,
        data=dataset_of(landscape, placements, tables),
        provenance=provenance_of(tables, "organisations", "placements"),
        note=note,
    )


def _set_names(
    placements: Sequence[Placement], measure: Measure, problems: Problems
) -> list[tuple[SetName, ...]] | None:
    """Each placement's names in lines; None where a character has no glyph, or a name is no name any more.

    Fails:  problem landscape-glyph-missing, landscape-name-long.
    """
    em = em_widths(measure)
    found: dict[str, tuple[SetName, ...]] = {}
    for organisation in {p.organisation.id: p.organisation for p in placements}.values():
        endless = next((name for name in organisation.names if len(name) > _LONGEST), "")
        if endless:  # all the ways to break it would take minutes
            problems.error(organisation.place, "landscape-name-long", found=endless[:_SHOWN] + "…")
            continue
        try:
            found[organisation.id] = tuple(set_name(name, em) for name in organisation.names)
        except KeyError as missing:
            char = str(missing.args[0])
            problems.error(
                organisation.place,
                "landscape-glyph-missing",
                found=char,
                unicode=f"U+{ord(char):04X}",
                name=organisation.names[0],
            )
    if len(found) < len({p.organisation.id for p in placements}):
        return None
    return [found[p.organisation.id] for p in placements]


def _segments(placements: Sequence[Placement], split: bool) -> list[Segment]:
    """The placements' numbers by segment and, where roles are split, by role."""
    bands: dict[str, tuple[list[int], list[int]]] = {}
    for number, placement in enumerate(placements):
        adopters, providers = bands.setdefault(placement.segment_id, ([], []))
        (providers if split and placement.role == "provider" else adopters).append(number)
    return [Segment(id_, tuple(adopters), tuple(providers), split) for id_, (adopters, providers) in bands.items()]
