from __future__ import annotations

import pytest
from docsieve.formats._sheets.number_format import NumberFormat

ACCOUNTING = '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1 / 3, "0.333333333"),
        ("General", 1234567890123456, "1234567890123456"),
        ("General", 1e20, "1E+20"),
        ("General", -1.5e-7, "-1.5E-07"),
        ('General" m"', -3.5, "-3.5 m"),
        ("0.00", 2.675, "2.68"),
        ("#,##0.00", 1234567.891, "1,234,567.89"),
        ("#,##0", 0, "0"),
        ("#", 0, ""),
        ("0.0%", -0.0156, "-1.6%"),
        ('0.0,,"M"', 12345678, "12.3M"),
        ("0.00E+00", 123456, "1.23E+05"),
        ("##0.0E+0", 123456, "123.5E+3"),
        ("# ??/??", 3.25, "3 1/4"),
        ("# ?/8", 0.5, "4/8"),
        ("000-00-0000", 123456789, "123-45-6789"),
        ("(###) ###-####", 5551234567, "(555) 123-4567"),
        ("[<=9999999]###-####;(###) ###-####", 5551234, "555-1234"),
        ('[>=1000]0.0,"k";0', 12345, "12.3k"),
        (ACCOUNTING, -1234.5, "$(1,234.50)"),
        (ACCOUNTING, 0, "$-"),
        (";;;", 5, ""),
        ("[<-25]General;[>25]General;General", -26, "-26"),
        ("[<0]0;0", -26, "26"),
        ("-0;-0", -3, "-3"),
        ("[$€-407] #,##0.00", 9.5, "€ 9.50"),
        ("m/d/yyyy h:mm", 44197.75, "1/1/2021 18:00"),
        ("d-mmm-yy", 44197, "1-Jan-21"),
        ("yyyy-mm-dd", 60, "1900-02-29"),
        ("yyyy-mm-dd", 61, "1900-03-01"),
        ("yyyy-mm-dd", 2958466, "2958466"),
        ("[$-407]dddd, d. mmmm yyyy", 44197, "Freitag, 1. Januar 2021"),
        ('yyyy"年"m"月"d"日"', 44197, "2021年1月1日"),
        ("h:mm AM/PM", 0.5, "12:00 PM"),
        ("hh:mm:ss", 0.99999999, "00:00:00"),
        ("[h]:mm:ss", 1.5, "36:00:00"),
        ("mm:ss.0", 0.0012, "01:43.7"),
    ],
)
def test_a_number_is_written_as_a_person_sees_it(code: str, value: float, shown: str) -> None:
    assert NumberFormat(code).text_of(value) == shown


def test_dates_can_count_from_1904() -> None:
    assert NumberFormat("yyyy-mm-dd", is_1904=True).text_of(0) == "1904-01-01"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0.00", "abc"),
        ("@", "abc"),
        ('"Dr "@', "Dr abc"),
        ("0;0;0;", ""),
        (";;;", ""),
        ("0;0;0;General", "abc"),
    ],
)
def test_a_string_is_written_by_the_section_for_text(code: str, shown: str) -> None:
    assert NumberFormat(code).string_of("abc") == shown


@pytest.mark.parametrize(
    "code", ["[", '"', "\\", "0" * 5000, "[[[", "?/?/?", "E+", ";;;;;;", ".", ",", "%%%", "/", "_", "*"]
)
@pytest.mark.parametrize("value", [0.0, -1.5, 1e308, 5e-324, 44197.5])
def test_no_code_is_too_strange(code: str, value: float) -> None:
    assert isinstance(NumberFormat(code).text_of(value), str)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
@pytest.mark.parametrize("code", ["General", "0.00", "m/d/yy", "# ?/?", "0%", "0.0E+0"])
def test_what_is_no_number_is_written_all_the_same(code: str, value: float) -> None:
    assert isinstance(NumberFormat(code).text_of(value), str)
