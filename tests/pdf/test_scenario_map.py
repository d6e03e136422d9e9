"""The scenario map in a pressed book: read aloud from sector to scenario, each name in its room, its links true."""

import page as validator

EXHIBITS = '[map.scenarios]\nfacts = "{sector}_cases"\ntotal = "cases_total"\n'
ZH = "# 图谱\n正文。\n\n![全图](map:scenarios)\n\n# 政务\n正文。\n\n## 基础服务 {#government-1}\n正文。"
EN = "# Map\nText.\n\n![All](map:scenarios)\n\n# Government\nText.\n\n## Basic services {#government-1}\nText."


def test_the_map_is_read_from_sector_to_segment_to_scenario(press):
    pdf = press(ZH, EN, EXHIBITS)
    at = next(n for n in range(1, pdf.pages + 1) if pdf.size_mm(n) == (297.0, 210.0))

    text = pdf.text(at).replace("\n", " ")
    report = validator.validate_pdf_bytes(pdf.data, profile="ua1")

    order = [
        "图 1",
        "金融",
        "监管/合规",
        "监管科技",
        "RegTech",
        "支付/结算",
        "跨境支付",
        "政务",
        "基础服务",
        "居民服务",
        "小社",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert [failure.message for failure in report.failures] == []


def test_only_a_segment_that_is_written_is_linked(press):
    pdf = press(ZH, EN, EXHIBITS, "en")
    at = next(n for n in range(1, pdf.pages + 1) if pdf.size_mm(n) == (297.0, 210.0))

    (chapter,) = [page for label, page in pdf.bookmarks() if label.endswith("Basic services")]
    assert [target for _, target in pdf.links(at)] == [chapter, chapter]  # of Basic services and of its one scenario
