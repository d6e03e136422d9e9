"""Names broken into lines: by word in Latin, by their parts in Chinese, as evenly as may be."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.characters import is_chinese, is_han
from reportgen.exhibits.widths import widths_of
from reportgen.model.both import Language
from reportgen.model.fonts import Measure

_NO_LINE_START = frozenset("，。、；：？！）》」』】〕〉”’·%)/&†-–")
_NO_LINE_END = frozenset("（《「『【〔〈“‘(")
_LITTLE_WORDS = """
a an and at by da de del di du e et for in la las le of on the to und von y &
"""
_LITTLE_WORD_COST = 1.25  # a line that ends in a little word is taken where others would be this much wider
# What Chinese names are made of: a line may begin with these. The longest one at a spot counts.
_PARTS = """
银行 中央银行 国家银行 储备银行 储蓄银行 联邦储备银行 银行集团 银行业协会 管理局 金融管理局 税务局 登记局 公证处
证券 证券交易所 交易所 交易中心 交易平台 结算公司 金融 金融科技 金融电讯协会 支付 投资 租赁
保险 保险集团 再保险 再保险集团 人寿 人寿保险 养老保险 集团 控股 控股集团 公司 总公司 分公司
科技 信息科技 信息技术 数字科技 网络科技 智能科技 区块链科技 教育科技 技术 软件 数据 计算 边缘计算 云
协会 联盟 创新联盟 委员会 基金会 服务 公共服务 创新平台 合作创新平台 供应链 物流 电子商务 区块链 区块链联盟
大学 学院 管理学院 医学院 航天大学 研究院 研究所 实验室 工程实验室 博物馆 医院 人民医院 法院 人民法院 教育
俱乐部 足球俱乐部 足球协会 足球联盟 联赛 篮球联赛 职业篮球联赛 车队 传媒 出版传媒 文化娱乐集团 文化 度假村
能源 能源投资 电力 电网 石油公司 矿业 铁路 航空 汽车 港务局 港务集团 国际 通信 通信研究院 电讯 电讯集团
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_PART = re.compile("|".join(sorted(_PARTS.split(), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Setting:
    """A text in lines, the widest of them `em` wide at a type size of 1."""

    lines: tuple[str, ...]
    em: float


@dataclass(frozen=True, slots=True)
class SetName:
    """One name in every way that it can be set."""

    language: Language
    whole: Setting
    broken: Setting | None  # in two lines that read well
    anywhere: Setting | None  # in two lines wherever marks allow it

    def within(self, em: float, *, anywhere: bool) -> Setting | None:
        """The setting of the fewest lines that is no wider than `em`, broken `anywhere` if need be."""
        if self.whole.em <= em:
            return self.whole
        if self.broken and self.broken.em <= em:
            return self.broken
        if anywhere and self.anywhere and self.anywhere.em <= em:
            return self.anywhere
        return None


Em = Callable[[str], float]


def em_widths(measure: Measure) -> Em:
    """The function that gives a text's width at a type size of 1, as it will stand in a tile."""
    em = widths_of(measure)
    return lambda text: em(text, language_of(text))


def language_of(text: str) -> Language:
    """The language that a name is read and set in."""
    return "zh" if any(map(is_han, text)) else "en"


def set_name(text: str, em: Em) -> SetName:
    """`text` in one line and in two.

    Fails:  KeyError with a character that no font has.
    """
    language = language_of(text)
    spots = list(_spots(text))
    return SetName(
        language=language,
        whole=Setting((text,), em(text)),
        broken=_most_even([(lines, cost) for lines, cost in spots if cost], em, language),
        anywhere=_most_even([(lines, 1.0) for lines, _ in spots], em, language),
    )


def _most_even(spots: list[tuple[tuple[str, str], float]], em: Em, language: Language) -> Setting | None:
    if not spots:
        return None
    scored = [(max(map(em, lines)), cost, lines) for lines, cost in spots]
    width, _, lines = min(scored, key=lambda way: way[0] * way[1])
    return Setting(lines, width)


def _spots(text: str) -> Iterator[tuple[tuple[str, str], float]]:
    """Both lines of every break that marks allow, and what it costs: 1 reads well, 0 only where nothing else fits."""
    parts = {match.start() for match in _PART.finditer(text)}
    for spot in range(1, len(text)):
        head, tail = text[:spot], text[spot:]
        if head[-1] == " ":
            last = head.split()[-1].lower()
            cost = _LITTLE_WORD_COST if last in _LITTLE else 1.0
        elif tail[0] == " " or not (is_chinese(head[-1]) or is_chinese(tail[0]) or head[-1] in "-/"):
            continue
        else:
            border = is_han(head[-1]) != is_han(tail[0]) and head[-1] != "-"
            cost = 1.0 if border or spot in parts or head[-1] == "/" else 0.0
        head, tail = head.strip(" "), tail.strip(" ")
        starts_badly = tail[0] in _NO_LINE_START and not tail.startswith("& ")
        if head[-1] in _NO_LINE_END or starts_badly or min(len(head), len(tail)) < 2:
            continue
        yield (head, tail), cost


def fill_lines(text: str, em: Em, widest_em: float) -> tuple[str, ...]:
    """`text` in as few lines of at most `widest_em` as there are breaks for."""
    name = set_name(text, em)
    setting = name.within(widest_em, anywhere=True)
    if setting or not name.anywhere:
        return (setting or name.whole).lines
    fitting = [lines for lines, _ in _spots(text) if em(lines[0]) <= widest_em]
    head, tail = max(fitting, key=lambda lines: len(lines[0]), default=name.anywhere.lines)
    return (head, *fill_lines(tail, em, widest_em))
