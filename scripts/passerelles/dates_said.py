"""Dates in the words of a language: «15 ou 16 avril 2023», «depuis les années 1990», «jusque vers 2014»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passerelles.dates import MONTHS, NO_YEAR, Moment, read

JOINED = {"set": "date-or", "all": "date-and"}
APPROXIMATE, UNCERTAIN = ("~", "%"), ("?", "%")


def label(edtf: str, words: Mapping[str, str]) -> str:
    """The date in the words of a language (`words`: the `date-…` labels): «15 ou 16 avril 2023»."""
    date = read(edtf)
    if date.form in JOINED:
        return f" {words[JOINED[date.form]].strip()} ".join(_shared(date.moments, words))
    first, last = date.moments[0], date.moments[-1]
    if date.form == "moment" and first:
        return _say(first, words)
    if first and last:
        return _from_to(date.form, first, last, words)
    return _since(date.form, first, words) if first else _until(date.form, last, words) if last else ""


def either(edtfs: Sequence[str], words: Mapping[str, str]) -> str:
    """Several dates of which one is meant: «15 ou 16 avril 2023», «printemps 2023 ou 2023 – 2024»."""
    found = [read(edtf) for edtf in edtfs]
    is_plain = all(date.form == "moment" for date in found)
    named = [moment for date in found for moment in date.moments]
    said = _shared(named, words) if is_plain else _set_apart([label(edtf, words) for edtf in edtfs])
    return f" {words[JOINED['set']].strip()} ".join(said)


def _from_to(form: str, first: Moment, last: Moment, words: Mapping[str, str]) -> str:
    """«2023 – 2024», «du 15 avril 2023 au 1er mai 2023», «entre les années 1990 et 2004»."""
    if form == "range":
        return words["date-range-both"].format(first=_the(first, words), last=_the(last, words))
    is_plain = first.fineness != last.fineness or first.qualifier or last.qualifier
    fineness = "" if is_plain else first.fineness
    return words[f"date-interval-both{fineness}"].format(first=_say(first, words), last=_say(last, words))


def _since(form: str, first: Moment, words: Mapping[str, str]) -> str:
    """«depuis les années 1990», «depuis 2009 environ», «2009 ou après»."""
    about = "-about" if first.qualifier in APPROXIMATE else ""
    return _doubted(first, words[f"date-{form}-from{about}"].format(first=_the(first, words)), words)


def _until(form: str, last: Moment, words: Mapping[str, str]) -> str:
    """«jusqu’en 2014», «jusqu’aux années 1990», «jusque vers 2014», «2014 ou avant»."""
    if form == "range":
        return words["date-range-until"].format(last=_the(last, words))
    is_about = last.qualifier in APPROXIMATE
    how = "-about" if is_about else last.fineness
    said = _about(last, words) if is_about else _plain(last, words)
    return _doubted(last, words[f"date-interval-until{how}"].format(last=said), words)


def _shared(moments: Sequence[Moment | None], words: Mapping[str, str]) -> list[str]:
    """«15», «16 avril 2023»: what all the moments share is said once, with the last; a doubt is of one of them."""
    known = [m for m in moments if m]
    months = {(m.year, m.month) for m in known}
    if len(months) == 1 and all(m.day and not m.qualifier for m in known):
        return [_day(m.day, words) for m in known[:-1]] + [_say(known[-1], words)]
    return _set_apart([_say(m, words) for m in known])


def _set_apart(said: list[str]) -> list[str]:
    """Dates in words, each with a doubt closed by a comma: what follows is not of the doubt."""
    return [f"{one}," if "," in one else one for one in said[:-1]] + said[-1:]


def _say(moment: Moment, words: Mapping[str, str]) -> str:
    """«15 avril 2023», «vers le 15 avril 2023», «années 1990, date incertaine»."""
    is_about = moment.qualifier in APPROXIMATE
    return _doubted(moment, _about(moment, words) if is_about else _plain(moment, words), words)


def _plain(moment: Moment, words: Mapping[str, str]) -> str:
    """«15 avril 2023», «avril 2023», «printemps 2023», «années 1990», «avril (années 1990)»."""
    year = moment.year.lstrip("0")
    if "X" in year:
        year = words["date-no-year"] if year == NO_YEAR else words["date-decade"].format(year=year.replace("X", "0"))
    if moment.part:
        return parts(words["date-parts"])[moment.part].format(year=year)
    if not moment.month:
        return year
    if "X" in moment.year and moment.year != NO_YEAR:
        year = f"({year})"
    month = words["date-months"].split()[int(moment.month) - 1]
    day = _day(moment.day, words) if moment.day else ""
    return " ".join(part for part in (day, month, year) if part)


def parts(listed: str) -> dict[str, str]:
    """What a label says of each part of a year, in the order of EDTF: seasons, quarters, halves."""
    return dict(zip(MONTHS, (each.strip() for each in listed.split(";")), strict=False))


def _the(moment: Moment, words: Mapping[str, str]) -> str:
    """«le 15 avril 2023», «avril 2023», «les années 1990»: as it stands after a preposition."""
    return words[f"date-the{moment.fineness}"].format(date=_plain(moment, words))


def _about(moment: Moment, words: Mapping[str, str]) -> str:
    return words["date-about"].format(date=_the(moment, words))


def _doubted(moment: Moment, said: str, words: Mapping[str, str]) -> str:
    return words["date-uncertain"].format(date=said) if moment.qualifier in UNCERTAIN else said


def _day(day: str, words: Mapping[str, str]) -> str:
    return words["date-first-day"] if day == "01" else str(int(day))
