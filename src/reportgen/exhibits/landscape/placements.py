"""The placements of one landscape: its rows joined with their organisations, in the order they are printed in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from reportgen.collation import sort_key
from reportgen.exhibits.landscape.lines import language_of
from reportgen.exhibits.landscape.names import GivenName, tile_names
from reportgen.exhibits.landscape.plan import SLOT_MM
from reportgen.model.both import Both, Language
from reportgen.model.exhibits import PictureRatio, Role
from reportgen.model.tables import Tables
from reportgen.nearest import nearest
from reportgen.problems import Place, Problems
from reportgen.toml_source import KeyReader

_CLOSED = "\u00a0†"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture below content/ and its width by height."""

    src: str
    ratio: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation as it will be printed."""

    id: str
    names: tuple[str, ...]  # one or two, the leading one first
    country: str
    closed: bool
    href: str
    logo: Logo | None
    place: Place  # where its name was written

    @property
    def slot_mm(self) -> float:
        """The width that its logo takes from its names."""
        return SLOT_MM if self.logo else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One organisation in one segment."""

    organisation: Organisation
    segment_id: str
    role: Role


def placements_of(
    landscape: str,
    read: KeyReader,
    tables: Tables,
    languages: tuple[Language, ...],
    picture_ratio: PictureRatio,
    problems: Problems,
) -> dict[str, tuple[Placement, ...]]:
    """The landscape's placements by segment, segments in taxonomy order, each in the order of names.

    Takes:  a landscape named after a sector has that sector's segments only; any other one has any.
    Gives:  nothing where the landscape has no placement.
    Fails:  problem landscape-unknown, landscape-empty, landscape-segment-foreign; those of a logo's picture.
    """
    rows, taxonomy = tables["placements"], tables["taxonomy"]
    chosen = rows[rows["landscape"] == landscape]
    of_sector = taxonomy[taxonomy["sector"] == landscape]
    if chosen.empty:
        if of_sector.empty:
            known = dict.fromkeys(rows["landscape"])
            read.note("landscape-unknown", "landscape", found=landscape, nearest=nearest(landscape, known))
        else:
            read.note("landscape-empty", "landscape", found=landscape)
        return {}
    bands: dict[str, list[Placement]] = {
        segment: [] for segment in (taxonomy if of_sector.empty else of_sector)["segment_id"]
    }
    organisations = {o.id: o for o in _organisations(tables, chosen["organisation"], languages, picture_ratio)}
    for line, id_, segment, role in chosen[["organisation", "segment_id", "role"]].itertuples(name=None):
        if segment in bands:
            bands[segment].append(Placement(organisation=organisations[id_], segment_id=segment, role=role))
            continue
        problems.error(
            Place(tables.named["placements"].file, line, _field(rows, "segment_id")),
            "landscape-segment-foreign",
            found=segment,
            landscape=landscape,
            nearest=nearest(segment, bands),
        )
    by_name = _by_name(languages)
    return {segment: tuple(sorted(band, key=by_name)) for segment, band in bands.items() if band}


def _organisations(
    tables: Tables, ids: pd.Series, languages: tuple[Language, ...], picture_ratio: PictureRatio
) -> Iterable[Organisation]:
    frame, file = tables["organisations"], tables.named["organisations"].file
    columns = {name: _field(frame, name) for name in ("name_zh", "name_en", "logo")}
    rows = frame[frame["id"].isin(ids)]
    records = dict(zip(rows.index, rows.to_dict("records"), strict=True))
    given = {
        row["id"]: Both(
            zh=GivenName(row["name_zh"], row["short_zh"]),
            en=GivenName(row["name_en"], row["short_en"]),
        )
        for row in records.values()
    }
    names = tile_names(given)
    for line, row in records.items():
        name, closed = names[row["id"]], row["status"] == "closed"
        leading, *others = [text for text in map(name.of, languages) if text] or [name.zh or name.en]
        src = row["logo"]
        ratio = picture_ratio(src, Place(file, line, columns["logo"])) if src else None
        yield Organisation(
            id=row["id"],
            names=(leading + _CLOSED * closed, *(other for other in others if other != leading)),
            country=row["country"],
            closed=closed,
            href=row["homepage"] or _address(row["source"]),
            logo=Logo(src=src, ratio=ratio) if ratio else None,
            place=Place(file, line, columns["name_zh" if row["name_zh"] else "name_en"]),
        )


def _address(source: str) -> str:
    """`source` if a reader can follow it."""
    return source if source.startswith(("https://", "http://")) else ""


def _field(frame: pd.DataFrame, name: str) -> int:
    """The number of a column in its CSV file."""
    return list(frame.columns).index(name) + 1


def _by_name(languages: tuple[Language, ...]) -> Callable[[Placement], tuple[object, ...]]:
    """The key that sorts by leading name: those in the book's language first; Chinese by pinyin, Latin by letter."""

    def key(placement: Placement) -> tuple[object, ...]:
        name = placement.organisation.names[0]
        return language_of(name) != languages[0], sort_key(name), placement.organisation.id

    return key
