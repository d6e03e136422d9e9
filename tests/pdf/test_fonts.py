"""The engine under the private fontconfig file: the right faces, no others, and the widths that were measured."""

import logging
import os
import subprocess
import sys
from html import escape
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from reportgen.model.fonts import Fonts, Stack

CSS: dict[Stack, str] = {
    "zh": "400 {}pt 'Noto Sans CJK SC'",
    "zh-medium": "500 {}pt 'Noto Sans CJK SC'",
    "en": "400 {}pt 'Source Sans 3', 'Noto Sans CJK SC'",
    "en-semibold": "600 {}pt 'Source Sans 3', 'Noto Sans CJK SC'",
}
TEXTS = (
    "中国工商银行股份有限公司区块链金融服务平台",
    "Hong Kong Monetary Authority & HSBC, “AVA” — 1,042.5 %",
    "支付/结算 Payment and settlement（2020—2022年）",
    "“U链”：A“中”B ‘x’ 「政务」 (To be)",
    "Türkiye İş Bankası A.Ş. ① Paraş",
    "100\u2060–\u2060200 office ffi fl\u2009f\u3000x",
)


@pytest.fixture(autouse=True)
def private_fontconfig(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts.config))


def rendered(html: str) -> Any:
    return HTML(string=html).render(font_config=FontConfiguration())


def embedded(html: str) -> list[str]:
    pdf = pikepdf.open(BytesIO(rendered(html).write_pdf()))
    return [str(font.BaseFont).partition("+")[2].strip(",") for font in pdf.pages[0].Resources.Font.values()]


@pytest.mark.parametrize(
    ("font", "face"),
    [
        ("300 9pt 'Source Sans 3'", "Source-Sans-3-Light"),
        ("400 9pt 'Source Sans 3'", "Source-Sans-3"),
        ("italic 400 9pt 'Source Sans 3'", "Source-Sans-3-Italic"),
        ("600 9pt 'Source Sans 3'", "Source-Sans-3-Semi-Bold"),
        ("700 9pt 'Source Sans 3'", "Source-Sans-3-Bold"),
        ("400 9pt 'Noto Sans CJK SC'", "Noto-Sans-CJK-SC"),
        ("500 9pt 'Noto Sans CJK SC'", "Noto-Sans-CJK-SC-Medium"),
        ("700 9pt 'Noto Sans CJK SC'", "Noto-Sans-CJK-SC-Bold"),
        ("600 9pt 'Noto Serif CJK SC'", "Noto-Serif-CJK-SC-Semi-Bold"),
        ("400 9pt 'DejaVu Sans'", "Noto-Sans-CJK-SC"),
    ],
)
def test_a_family_and_weight_gives_its_face(font: str, face: str) -> None:
    assert embedded(f'<p style="font: {font}">Ab</p>') == [face]


def test_a_character_that_no_face_has_is_not_taken_from_the_system(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "weasyprint"):
        assert embedded("<p style=\"font: 9pt 'Source Sans 3'\">A😀\ue123ا</p>") == ["Source-Sans-3"]

    assert [name for name in ("U+1F600", "U+E123", "U+0627") if name in caplog.text] == ["U+1F600", "U+E123", "U+0627"]


def test_the_locale_chooses_no_face() -> None:
    html = "<p style='font: 9pt sans-serif'>A</p>"
    code = f"import sys, weasyprint; sys.stdout.buffer.write(weasyprint.HTML(string={html!r}).write_pdf())"
    made = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "FC_LANG": language}, capture_output=True)
        for language in ("ja", "ar")
    ]

    assert made[0].stdout == made[1].stdout != b""


@pytest.mark.parametrize("stack", CSS)
@pytest.mark.parametrize("ligatures", [True, False])
def test_text_is_as_wide_as_measured(fonts: Fonts, stack: Stack, ligatures: bool) -> None:
    variant = "normal" if ligatures else "none"
    style = f"font: {CSS[stack].format(8.37)}; font-variant-ligatures: {variant}; white-space: pre"
    spans = "".join(f'<div><span lang="{stack[:2]}" style="{style}">{escape(text)}</span></div>' for text in TEXTS)

    (page,) = rendered(f"<style>@page {{ size: 900mm }}</style>{spans}").pages

    boxes = [box for box in page._page_box.descendants() if type(box).__name__ == "InlineBox"]
    assert [box.width * 0.75 for box in boxes] == pytest.approx(
        [fonts.measure(text, stack, 8.37, ligatures=ligatures) for text in TEXTS], abs=0.01
    )
