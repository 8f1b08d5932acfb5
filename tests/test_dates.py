"""Dates: what is read is EDTF, has bounds, and is said in both languages."""

from __future__ import annotations

import datetime
import re
import warnings
from functools import cache
from pathlib import Path

import pytest

from passerelles import dates
from passerelles.dates import NotADate, components, read, together
from passerelles.dates_said import either, label
from passerelles.load import load

with warnings.catch_warnings():  # its grammar warns about itself when pyparsing reads it
    warnings.simplefilter("ignore")
    import edtf

ROOT = Path(__file__).resolve().parents[1]
EVER, NEVER = datetime.date.min, datetime.date.max
LABELS = [
    ("2023", "2023", "2023"),
    ("2023-04", "avril 2023", "April 2023"),
    ("2023-04-15", "15 avril 2023", "15 April 2023"),
    ("2023-04-01", "1er avril 2023", "1 April 2023"),
    ("2023-XX", "2023", "2023"),
    ("2023-04-XX", "avril 2023", "April 2023"),
    ("202X", "années 2020", "2020s"),
    ("XXXX-04-15", "15 avril (année non précisée)", "15 April (year not given)"),
    ("2023~", "vers 2023", "about 2023"),
    ("2023?", "2023, date incertaine", "2023, uncertain"),
    ("2023-04%", "vers avril 2023, date incertaine", "about April 2023, uncertain"),
    ("[2023,2024]", "2023 ou 2024", "2023 or 2024"),
    ("[2023-04-15,2023-04-16]", "15 ou 16 avril 2023", "15 or 16 April 2023"),
    ("{2026-03-15,2026-03-22}", "15 et 22 mars 2026", "15 and 22 March 2026"),
    ("{2023,2024-05}", "2023 et mai 2024", "2023 and May 2024"),
    ("0938-04-15", "15 avril 938", "15 April 938"),
    ("093X", "années 930", "930s"),
    ("2023-04-XX~", "vers avril 2023", "about April 2023"),
    ("2023-XX?", "2023, date incertaine", "2023, uncertain"),
    ("{2023-04-15,2023-04-XX}", "15 avril 2023 et avril 2023", "15 April 2023 and April 2023"),
    ("2023-04-XX/2023-05-XX", "avril 2023 – mai 2023", "April 2023 to May 2023"),
    ("[2023-04-30, 2023-05-01]", "30 avril 2023 ou 1er mai 2023", "30 April 2023 or 1 May 2023"),
]
PARTS_OF_A_YEAR = [
    ("2023-21", "printemps 2023", "spring 2023"),
    ("2023-22", "été 2023", "summer 2023"),
    ("2023-23", "automne 2023", "autumn 2023"),
    ("2023-24", "hiver 2023", "winter 2023"),
    ("2023-33", "1er trimestre 2023", "first quarter of 2023"),
    ("2023-34", "2e trimestre 2023", "second quarter of 2023"),
    ("2023-35", "3e trimestre 2023", "third quarter of 2023"),
    ("2023-36", "4e trimestre 2023", "fourth quarter of 2023"),
    ("2023-40", "1er semestre 2023", "first half of 2023"),
    ("0938-41", "2e semestre 938", "second half of 938"),
]
WITH_AN_ARTICLE = [
    ("2023-04-01~", "vers le 1er avril 2023", "about 1 April 2023"),
    ("199X~", "vers les années 1990", "about the 1990s"),
    ("199X?", "années 1990, date incertaine", "1990s, uncertain"),
    ("199X%", "vers les années 1990, date incertaine", "about the 1990s, uncertain"),
    ("199X-04", "avril (années 1990)", "April (1990s)"),
    ("202X-04-15~", "vers le 15 avril (années 2020)", "about 15 April (2020s)"),
    ("2023-04-15/..", "depuis le 15 avril 2023", "since 15 April 2023"),
    ("2023-04/..", "depuis avril 2023", "since April 2023"),
    ("199X/..", "depuis les années 1990", "since the 1990s"),
    ("199X?/..", "depuis les années 1990, date incertaine", "since the 1990s, uncertain"),
    ("2009~/..", "depuis 2009 environ", "since about 2009"),
    ("2009%/..", "depuis 2009 environ, date incertaine", "since about 2009, uncertain"),
    ("../2023-04-01", "jusqu’au 1er avril 2023", "until 1 April 2023"),
    ("../2023-04", "jusqu’en avril 2023", "until April 2023"),
    ("../199X", "jusqu’aux années 1990", "until the 1990s"),
    ("../199X~", "jusque vers les années 1990", "until about the 1990s"),
    ("../2014?", "jusqu’en 2014, date incertaine", "until 2014, uncertain"),
    ("../2014%", "jusque vers 2014, date incertaine", "until about 2014, uncertain"),
    ("199X/200X", "des années 1990 aux années 2000", "the 1990s to the 2000s"),
    ("199X/2004", "années 1990 – 2004", "1990s to 2004"),
    ("199X~/2004", "vers les années 1990 – 2004", "about the 1990s to 2004"),
    ("2023-04-15/2023-05-01", "du 15 avril 2023 au 1er mai 2023", "15 April 2023 to 1 May 2023"),
    ("2023-04-15~/2023-05-01", "vers le 15 avril 2023 – 1er mai 2023", "about 15 April 2023 to 1 May 2023"),
    ("2023-04-15/2024", "15 avril 2023 – 2024", "15 April 2023 to 2024"),
    ("[199X..]", "les années 1990 ou après", "the 1990s or later"),
    ("[..2023-04-15]", "le 15 avril 2023 ou avant", "15 April 2023 or earlier"),
    ("[2023-04-15..2024]", "entre le 15 avril 2023 et 2024", "between 15 April 2023 and 2024"),
    ("[199X..2004]", "entre les années 1990 et 2004", "between the 1990s and 2004"),
]
OPEN_OR_LONG = [
    "2023/2024", "2023-04-15/2023-04-16", "2009/..", "2009/", "../2014", "/2014", "2023~/2024?",
    "[2009..]", "[..2014]", "[2009..2014]", "[2023-04-15..2023-04-16]",
]  # fmt: skip
READ = [edtf_text for edtf_text, *_ in LABELS + PARTS_OF_A_YEAR] + OPEN_OR_LONG
NO_EDTF = [
    "", " ", "avril 2023", "2023-4", "2023-13", "2023-00", "2023-04-31", "2023-01-00", "23", "20233",
    "2023-04-15T12:00", "15/04/2023", "2023-04~-15~~", "..", "/", "[]", "[2023]", "[2023", "2023]", "[2023,]", "[..]",
    "{2023}", "{2023,2024",
    "2023/2024/2025", "2023-1X", "2023-4X", "2023\n", "２０２３", "[2009~..]",
]  # fmt: skip
EDTF_THAT_NOBODY_NEEDS_HERE = [
    "2023-02-29",  # the library reads the shape, not the calendar
    "2024/2023", "[2014..2009]",  # an end before its beginning
    "2023-25", "2023-37", "2023-21/2023-22",
    "../..", "20XX", "X023", "2023-XX-15", "2023-02-3X", "XXXX", "XXXX/2009", "[..2014,2016]", "XXXX-02-30",
    "{2023..2024}",
    "Y12023", "~2023",
    "0000", "0000-01-01",  # 1 BC, which no calendar of ours has
]  # fmt: skip


def library_reads(text: str) -> bool:
    """Whether the independent reader of EDTF takes the text; some refusals of its are crashes."""
    try:
        edtf.parse_edtf(text)
    except (edtf.EDTFParseException, AttributeError):
        return False
    return True


def site_reads(text: str) -> bool:
    try:
        read(text)
    except NotADate:
        return False
    return True


@cache
def words(language: str) -> dict[str, str]:
    labels = load(ROOT).kb.labels
    return {key: text[language] for key, text in labels.items() if key.startswith("date-")}


@pytest.mark.parametrize("text", READ)
def test_a_date_that_is_read_is_edtf(text: str) -> None:
    verdicts = (site_reads(text), library_reads(text))

    assert verdicts == (True, True)


def test_every_notation_that_the_module_promises_is_read() -> None:
    promised = re.findall(r"(?<![\w.])[\dX]{4}(?:-[\dX\d]{2}){0,2}(?![\w-])|\[[\d.,ab]+\]", dates.__doc__ or "")
    notations = [text.replace("a", "2009").replace("b", "2014") for text in promised]

    unread = [text for text in notations if not (site_reads(text) and library_reads(text))]

    assert len(notations) >= 8
    assert unread == []


@pytest.mark.parametrize("text", NO_EDTF)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    verdicts = (site_reads(text), library_reads(text.strip("\n") if text != "2023\n" else "-"))

    assert verdicts == (False, False)


@pytest.mark.parametrize("text", EDTF_THAT_NOBODY_NEEDS_HERE)
def test_edtf_that_the_site_has_no_words_for_or_that_cannot_be_is_refused(text: str) -> None:
    assert not site_reads(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023", (2023, 1, 1), (2023, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2023-04-15~", (2023, 4, 15), (2023, 4, 15)),
        ("202X", (2020, 1, 1), (2029, 12, 31)),
        ("2023-XX", (2023, 1, 1), (2023, 12, 31)),
        ("XXXX-02-29", (1, 2, 28), (9999, 2, 28)),
        ("2023/2024", (2023, 1, 1), (2024, 12, 31)),
        ("[2024,2023-05]", (2023, 5, 1), (2024, 12, 31)),
        ("[2009..2014]", (2009, 1, 1), (2014, 12, 31)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(
    text: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]
) -> None:
    date = read(text)

    bounds = (date.earliest, date.latest)

    assert bounds == (datetime.date(*earliest), datetime.date(*latest))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2009/..", (datetime.date(2009, 1, 1), NEVER)),
        ("2009/", (datetime.date(2009, 1, 1), NEVER)),
        ("../2014", (EVER, datetime.date(2014, 12, 31))),
        ("[2009..]", (datetime.date(2009, 1, 1), NEVER)),
        ("[..2014]", (EVER, datetime.date(2014, 12, 31))),
    ],
)
def test_an_open_end_has_no_bound(text: str, bounds: tuple[datetime.date, datetime.date]) -> None:
    date = read(text)

    found = (date.earliest, date.latest)

    assert found == bounds


@pytest.mark.parametrize("text", [text for text in READ if "[" not in text and text.count("/") == 0])
def test_the_bounds_are_those_of_the_independent_reader(text: str) -> None:
    other = edtf.parse_edtf(text.rstrip("~?%"))

    bounds = (read(text).earliest, read(text).latest)

    if "XXXX" not in text:
        first, last = (datetime.date(*moment[:3]) for moment in (other.lower_strict(), other.upper_strict()))
        is_season = text[4:] in {"-21", "-22", "-23", "-24"}  # of which we exclude no day that somebody counts in
        assert bounds == (first, last) or (is_season and bounds[0] <= first <= last <= bounds[1])


def test_a_season_may_be_any_day_that_somebody_counts_in() -> None:
    spring, winter = read("2023-21"), read("2023-24")

    assert (spring.earliest, spring.latest) == (datetime.date(2023, 3, 1), datetime.date(2023, 6, 30))
    assert (winter.earliest, winter.latest) == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    assert spring.certain is not None
    assert spring.certain.given == ("2023",)


@pytest.mark.parametrize(("text", "french", "english"), LABELS + PARTS_OF_A_YEAR + WITH_AN_ARTICLE)
def test_a_date_is_said_in_both_languages(text: str, french: str, english: str) -> None:
    said = (label(text, words("fr")), label(text, words("en")))

    assert said == (french, english)


@pytest.mark.parametrize("text", READ)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_label_has_the_words_of_the_labels_file_around_each_end(text: str, language: str) -> None:
    said = label(text, words(language))

    years = [year.lstrip("0") for year in re.findall(r"\d{4}", text)]
    assert "{" not in said
    assert [year for year in years if year not in said] == []


@pytest.mark.parametrize(
    ("text", "key", "first", "last"),
    [
        ("2023/2024", "date-interval-both", "2023", "2024"),
        ("2009/..", "date-interval-from", "2009", ""),
        ("../2014", "date-interval-until", "", "2014"),
        ("[2009..2014]", "date-range-both", "2009", "2014"),
        ("[2009..]", "date-range-from", "2009", ""),
        ("[..2014]", "date-range-until", "", "2014"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_span_is_said_with_its_own_label(language: str, text: str, key: str, first: str, last: str) -> None:
    said = label(text, words(language))

    assert said == words(language)[key].format(first=first, last=last)


@pytest.mark.parametrize(("text", "left_out"), [("2023-04-XX", "2023-04"), ("2023-XX-XX", "2023"), ("2023-XX", "2023")])
def test_a_month_or_day_that_nobody_gave_is_the_same_written_or_left_out(text: str, left_out: str) -> None:
    assert read(text) == read(left_out)


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        (
            "[2023-04-15?,2023-04-16]",
            "15 avril 2023, date incertaine, ou 16 avril 2023",
            "15 April 2023, uncertain, or 16 April 2023",
        ),
        (
            "[2023-04-15,2023-04-16?]",
            "15 avril 2023 ou 16 avril 2023, date incertaine",
            "15 April 2023 or 16 April 2023, uncertain",
        ),
        (
            "[2023-04-15~,2023-04-16]",
            "vers le 15 avril 2023 ou 16 avril 2023",
            "about 15 April 2023 or 16 April 2023",
        ),
        ("{2023~,2024}", "vers 2023 et 2024", "about 2023 and 2024"),
    ],
)
def test_a_doubt_is_said_of_the_date_that_it_is_of(text: str, french: str, english: str) -> None:
    assert (label(text, words("fr")), label(text, words("en"))) == (french, english)


@pytest.mark.parametrize(
    ("texts", "french", "english", "as_one"),
    [
        ((), "", "", ""),
        (("2023-21",), "printemps 2023", "spring 2023", "2023-21"),
        (("2023-04-15", "2023-04-16"), "15 ou 16 avril 2023", "15 or 16 April 2023", "[2023-04-15,2023-04-16]"),
        (("2023-21", "2024"), "printemps 2023 ou 2024", "spring 2023 or 2024", "[2023-03-01..2024-12-31]"),
        (("2023-04~", "2023-40"), "vers avril 2023 ou 1er semestre 2023", "about April 2023 or first half of 2023",
         "[2023-01-01..2023-06-30]"),
        (("2023?", "2021/2024-02"), "2023, date incertaine, ou 2021 – février 2024",
         "2023, uncertain, or 2021 to February 2024", "[2021-01-01..2024-02-29]"),
    ],
)  # fmt: skip
def test_several_dates_of_which_one_is_meant_are_said_together_and_read_as_one(
    texts: tuple[str, ...], french: str, english: str, as_one: str
) -> None:
    assert (either(texts, words("fr")), either(texts, words("en"))) == (french, english)
    assert together(texts) == as_one


@pytest.mark.parametrize("text", READ)
@pytest.mark.parametrize("rival", READ)
def test_any_two_dates_together_may_be_all_that_either_may_be(text: str, rival: str) -> None:
    as_one, both = read(together((text, rival))), (read(text), read(rival))

    assert as_one.earliest == min(date.earliest for date in both)
    assert as_one.latest == max(date.latest for date in both)
    assert either((text, rival), words("fr"))


def test_a_quote_must_say_each_part_of_a_date_once() -> None:
    parts = components("[2023-04-15,2023-04-16]")

    assert parts == (("year", "2023"), ("month", "04"), ("day", "15"), ("day", "16"))


def test_a_quote_need_not_say_what_nobody_gave() -> None:
    parts = (components("XXXX-04-15"), components("202X"), components("2009/.."), components("2009-33"))

    assert parts == (
        (("month", "04"), ("day", "15")),
        (("decade", "202X"),),
        (("year", "2009"),),
        (("year", "2009"), ("part", "33")),
    )


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("2023", True),
        ("2023-04-15", True),
        ("2023~", False),
        ("202X", False),
        ("2023/2024", False),
        ("[2009..]", False),
    ],
)
def test_only_one_undoubted_moment_is_certain(text: str, certain: bool) -> None:
    date = read(text)

    assert date.is_certain is certain
