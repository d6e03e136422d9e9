"""Short names, and names in lines."""

import pytest

from reportgen.exhibits.landscape.lines import fill_lines, set_name
from reportgen.exhibits.landscape.names import GivenName, shorten, tile_names
from reportgen.model.both import Both


def em(text: str) -> float:
    return sum(1.0 if char > "\u2e80" else 0.5 for char in text)


def given(zh: str = "", en: str = "", short_zh: str = "", short_en: str = "") -> Both[GivenName]:
    return Both(zh=GivenName(zh, short_zh), en=GivenName(en, short_en))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("恒银金融科技股份有限公司", "恒银金融科技"),
        ("虎彩集团有限公司", "虎彩集团"),
        ("数金公共服务（青岛）有限公司", "数金公共服务"),
        ("海尔冰箱（海尔集团）", "海尔冰箱"),
        ("塔塔咨询服务公司", "塔塔咨询服务公司"),
        ("Partior Pte Ltd", "Partior"),
        ("BondEvalue Pte. Ltd.", "BondEvalue"),
        ("Blockchain Technology Partners, Inc.", "Blockchain Technology Partners"),
        ("Symbridge LLC", "Symbridge"),
        ("Drife Technologies Private Limited", "Drife Technologies"),
        ("Simplyfi Softech India Pvt. Ltd.", "Simplyfi Softech India"),
        ("Tokentrust AG", "Tokentrust"),
        ("Shanghai Fusion Fintech Co. Ltd", "Shanghai Fusion Fintech"),
        ("Example GmbH & Co. KG", "Example"),
        ("Distributed Ledger Technologies (DLT) Pte Ltd.", "Distributed Ledger Technologies"),
        ("Japan Securities Clearing Corporation (JSCC)", "Japan Securities Clearing Corporation"),
        ("Inc.", "Inc."),
        ("(Tokyo)", "(Tokyo)"),
        ("Etisalat", "Etisalat"),
    ],
)
def test_a_name_goes_without_its_legal_form_and_its_last_bracket(name: str, short: str) -> None:
    assert shorten(name) == short


def test_a_bracket_stays_where_it_tells_two_organisations_apart() -> None:
    names = tile_names(
        {
            "a": given("汇丰银行", "HSBC"),
            "b": given("汇丰银行（中国）", "HSBC Bank (China)"),
            "c": given("易宝（北京）"),
        }
    )

    assert names["a"] == Both(zh="汇丰银行", en="HSBC")
    assert names["b"] == Both(zh="汇丰银行（中国）", en="HSBC Bank (China)")
    assert names["c"] == Both(zh="易宝", en="")


def test_the_editors_short_name_goes_first() -> None:
    names = tile_names({"a": given("美国存管信托和结算公司", "Depository Trust", short_zh="美国存管信托")})

    assert names["a"] == Both(zh="美国存管信托", en="Depository Trust")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Digital Pound Foundation", ("Digital Pound", "Foundation")),
        ("Ministry of Finance of the Republic of Lithuania", ("Ministry of Finance", "of the Republic of Lithuania")),
        ("National Bank of Ukraine", ("National Bank", "of Ukraine")),
        ("Social media & gaming", ("Social media", "& gaming")),
        ("Universidad Nacional - Regional", ("Universidad", "Nacional - Regional")),
        ("Marco Polo Network\u00a0†", ("Marco Polo", "Network\u00a0†")),
        ("俄罗斯联邦储蓄银行", ("俄罗斯联邦", "储蓄银行")),
        ("新加坡金融管理局", ("新加坡", "金融管理局")),
        ("安德森·霍洛维茨", ("安德森·", "霍洛维茨")),
        ("汇丰银行（中国）", ("汇丰银行", "（中国）")),
        ("Aura区块链联盟", ("Aura", "区块链联盟")),
        ("史克威尔艾尼克斯", None),
        ("Worldline", None),
    ],
)
def test_a_name_is_broken_evenly_between_words_or_parts(text: str, lines: tuple[str, str] | None) -> None:
    broken = set_name(text, em).broken

    assert (broken and broken.lines) == lines


@pytest.mark.parametrize("text", ["美国作曲家、作家和出版商协会", "（甲）乙丙丁（戊）", "《甲乙》丙丁", "甲乙丙丁·戊"])
def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(text: str) -> None:
    anywhere = set_name(text, em).anywhere

    assert anywhere is not None
    head, tail = anywhere.lines
    assert head + tail == text
    assert head[-1] not in "（《"
    assert tail[0] not in "、）》·"


def test_a_label_takes_as_many_lines_as_it_needs() -> None:
    assert fill_lines("Energy and mineral investment and trading", em, 9) == (
        "Energy and mineral",
        "investment",
        "and trading",
    )
    assert fill_lines("保险服务", em, 9) == ("保险服务",)
    assert fill_lines("能源/矿产投资与交易", em, 7) == ("能源/矿产", "投资与交易")
