"""Organisations' names as short as they may stand on a tile."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.model.both import Both

_LEGAL_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司"
    r"|(?:\s*,\s*|\s+)(?:&\s+)?(?:(?:Private\s+)?Limited|Ltd|Pvt|Inc|Incorporated|L\.?L\.?C|L\.?L\.?P|PLC|plc|Corp|Co|GmbH|KG|AG|SE|SA|S\.A"
    r"|SAS|SARL|S\.?p\.?A|S\.?r\.?l|S\.?L|B\.?V|N\.?V|Pte|Pty|AB|AS|ApS|Oy|Lda|K\.?K|Sdn\.?\sBhd|P?JSC)\.?)$"
)
_BRACKET = re.compile(r"\s*(?:（[^（）]*）|\([^()]*\))$")


@dataclass(frozen=True, slots=True)
class GivenName:
    """What the list of organisations says in one language; either may be ""."""

    name: str
    short: str


def shorten(name: str, *, bracket: bool = False) -> str:
    """`name` without its legal form and, unless `bracket` is kept, without the brackets at its end.

    "Partior Pte. Ltd." → "Partior"; "数金公共服务（青岛）有限公司" → "数金公共服务"; "Moscow Exchange (MICEX-RTS)" →
    "Moscow Exchange". Words such as Corporation, 集团 or 公司 alone belong to the name and stay.
    """
    while True:
        shorter = _LEGAL_FORM.sub("", name)
        if not bracket:
            shorter = _BRACKET.sub("", shorter)
        if shorter in ("", name):
            return name
        name = shorter


def tile_names(given: Mapping[str, Both[GivenName]]) -> dict[str, Both[str]]:
    """The names that stand on tiles, by organisation; "" where it has none in that language.

    The editors' short name comes first. Brackets stay where they alone tell two organisations apart, such as
    汇丰银行 and 汇丰银行（中国）.
    """
    brief = {id_: both.map(lambda g: g.short or shorten(g.name)) for id_, both in given.items()}
    bearers = Counter(text for both in brief.values() for text in {both.zh, both.en} if text)
    return {
        id_: given[id_].map(lambda g: g.short or shorten(g.name, bracket=True))
        if any(bearers[text] > 1 for text in (both.zh, both.en))
        else both
        for id_, both in brief.items()
    }
