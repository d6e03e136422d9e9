"""A small edition: a project's folder with a few lines of everything, in the layouts of the real one."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

PROJECT = Path(__file__).parents[2]

EDITION = """\
year = 2023
published_on = 2023-09-01
period = [2020, 2022]
title = {{ zh = "小报告", en = "Small Report" }}
title_lines = {{ zh = ["小报告"], en = ["Small Report"] }}
publisher = {{ zh = "小社", en = "Small Press" }}
copyright_holder = {{ zh = "小社", en = "Small Press" }}
motto = {{ zh = ["独立"], en = ["Independent"] }}
subject = {{ zh = "试验", en = "Trial" }}
keywords = ["小"]
contents_depth = 3
front = ["contents", {front}]
back = [{back}]
{divisions}
"""
SUBSCRIBERS_HEAD = "id,name,organisation,email,language,book,password\n"
SUBSCRIBERS = "S1,李雷,示例院,li@example.org,zh,parallel,\nS2,Zoë Łuk,,zoe@example.org,en,parallel,\n"
DIVISION = """
[[divisions]]
chapters = ["{stem}"]
levels = [{{ zh = "一、", en = "I." }}, {{ zh = "1.", en = "1." }}, {{ zh = "1.1", en = "1.1" }}]
"""
EXHIBITS = """\
[chart.years]
kind = "bar"
table = "cases"
by = "year"
sort = "given"

[table.who]
table = "organisations"
columns = [
    { from = "name", head = { zh = "机构", en = "Organisation" }, share = 60 },
    { from = "country", share = 40 },
]

[landscape.finance]
"""
ONE_OF_EACH = """\
[chart.years]
kind = "bar"
table = "cases"
by = "year"
sort = "given"
[landscape.finance]
[table.sectors]
table = "published"
columns = [{ from = "id", head = { zh = "名", en = "Id" } }, { from = "value", head = { zh = "数", en = "Value" } }]
"""
TABLES = {
    "names.csv": """\
kind,id,zh,en
sector,finance,金融,Finance
sector,government,政务,Government
industry,finance,金融,Finance
industry,government,政务,Government
country,CN,中国,China
country,NA,纳米比亚,Namibia
stage,poc,概念验证,Proof of concept
stage,pilot,试点,Pilot
stage,live,上线,Live
role,adopter,应用方,Adopter
role,provider,服务商,Provider
role,both,兼具两种角色,Both
status,active,运行,Active
status,unknown,未知,Unknown
status,closed,已停业,Closed
""",
    "taxonomy.csv": """\
sector,industry,segment_id,segment_zh,segment_en,scenario_id,scenario_zh,scenario_en,basis
finance,finance,finance-1,监管/合规,Regulation,finance-1-1,监管科技,RegTech,named
finance,finance,finance-2,支付/结算,Payments,finance-2-1,跨境支付,Cross-border payment,named
government,government,government-1,基础服务,Basic services,government-1-1,居民服务,Residents,named
""",
    "organisations.csv": """\
id,name_zh,name_en,short_zh,short_en,country,status,closed_on,homepage,logo,source
A1,甲银行,Bank A,,,CN,unknown,,https://example.org/a,,list
A2,,Windhoek Ledger,,,NA,closed,2022-06,,,list
A3,丙科技,,,,CN,unknown,,,,list
""",
    "placements.csv": """\
organisation,landscape,segment_id,role,role_basis,evidence,source
A1,finance,finance-1,adopter,stated,news,list
A2,finance,finance-2,provider,assigned,news,list
A3,finance,finance-2,both,assigned,news,list
""",
    "published.csv": """\
id,alias,value,hedge,unit,period,source
cases_total,案例总数,6,exact,起,2020-2022,report
finance_cases,金融案例,4,exact,起,2020-2022,report
vendors_tracked,跟踪厂商数,700,over,家,2023-09,report
""",
    "glossary.csv": """\
zh,en,note
智能合约,smart contract,
存证,evidence preservation,
央行数字货币,central bank digital currency,CBDC
""",
    "closures.csv": """\
id,name_zh,name_en,field_zh,field_en,begun,ended,outcome_zh,outcome_en,source
wetrade,we.trade,we.trade,贸易融资,Trade finance,2017-01,2022-06,破产,insolvent,https://example.org/w
""",
    "real_cases.csv": """\
id,sector,name_zh,name_en,year,state,outcome_zh,outcome_en,source
r1,finance,某案例,A case,2016,stopped,2019 年停办,Stopped in 2019,https://example.org/r
""",
    "standards.csv": """\
id,number,title_zh,title_en,kind_zh,kind_en,issuer_zh,issuer_en,issued,effective,source
s1,T/X 1—2022,总体架构,Architecture,,,某学会,Some Institute,2022-08-28,2022-09-01,report
s2,T/X 2—2023,,,,rules,某学会,Some Institute,,2023-08-01,report
s3,,,,,,某学会,Some Institute,,,report
""",
    "publications.csv": """\
id,title_zh,title_en,organiser_zh,organiser_en,issued_zh,issued_en,source
p1,年报,Annual report,小社,Small Press,2021—2023,2021–2023,report
""",
    "facts.toml": '[placements_total]\nalias = "条目总数"\ntable = "placements"\nmeasure = "count"\nunit = "条"\n',
}
CASES = "id,date,country,industry,segment_id,scenario_id,stage,"
CASES += "title_zh,title_en,adopters,providers,summary_zh,summary_en,source\n"


def make_edition(
    root: Path,
    zh: str,
    en: str,
    exhibits: str = "",
    data: Mapping[str, str] = MappingProxyType({}),
    *,
    front: str = "",
    back: str = "",
) -> None:
    """A project in `root`: every "# " of the two texts opens a division of its own.

    Takes:  `data`, tables by file name; `front` and `back`, what else the edition's keys of these names list:
            '"glossary", "index"'.
    """
    shutil.copytree(PROJECT / "layouts", root / "layouts", ignore=shutil.ignore_patterns("fonts"))
    (root / "layouts" / "fonts").symlink_to(PROJECT / "layouts" / "fonts")
    stems = []
    for language, text in (("zh", zh), ("en", en)):
        folder = root / "content" / language
        folder.mkdir(parents=True, exist_ok=True)
        for n, chapter in enumerate(text.split("\n# ") if text else [], 1):
            stem = f"{n}0-part-{'abcdefgh'[n - 1]}"
            (folder / f"{stem}.md").write_text(chapter if n == 1 else f"# {chapter}", encoding="utf-8")
            stems += [stem] if language == "zh" else []
    divisions = "".join(DIVISION.format(stem=stem) for stem in stems)
    edition = EDITION.format(divisions=divisions, front=front, back=back)
    (root / "content" / "edition.toml").write_text(edition, encoding="utf-8")
    (root / "content" / "exhibits.toml").write_text(exhibits, encoding="utf-8")
    (root / "data" / "cases").mkdir(parents=True)
    shutil.copy(PROJECT / "data" / "schema.toml", root / "data")
    for name, text in {**TABLES, **data}.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    rows = [
        f"S{n},{year}-0{n},CN,{segment.partition('-')[0]},{segment},{segment}-1,{stage},,,,,,,"
        for n, (year, segment, stage) in enumerate(
            [
                (2020, "finance-1", "poc"),
                (2020, "finance-2", "live"),
                (2021, "finance-2", "pilot"),
                (2021, "government-1", "live"),
                (2022, "finance-1", "live"),
                (2022, "government-1", "live"),
            ],
            1,
        )
    ]
    (root / "data" / "cases" / "all.csv").write_text(CASES + "\n".join(rows) + "\n", encoding="utf-8")
