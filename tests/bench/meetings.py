"""How each event and partnership of a made-up region is told, and what is stated of it and of those who take part."""

from __future__ import annotations

from region import Region
from things import Quote, Thing
from words import MEETINGS, SAID, Both, slug


def event(region: Region) -> Thing:
    words, form, own = region.words, region.words.one(MEETINGS), region.words.place()
    name = Both(form.fr.format(own), form.en.format(own))
    thing = Thing("event", slug(name.fr), name, "conference")
    place, chair = words.one(region.territories, 3), words.one(region.people, 2)
    host, (day, on), many = words.one(region.organisations, 2), words.date(), region.many("délégations")
    scene = region.tell(
        [thing, place, chair, host],
        Both(f"{name.fr} s’est tenu", f"{name.en} was held"),
        Both(f"à {place.name.fr} le {on.fr}", f"in {place.name.en} on {on.en}"),
        Both(f"devant {chair.name.fr}", f"before {chair.name.en}"),
        Both(f"avec {many.fr} et {host.name.fr}", f"with {many.en} and {host.name.en}"),
    )
    thing.state("state", Quote(scene, 0, 1), "held")
    thing.state("date", Quote(scene, 0, 1), date=day)
    thing.state("place", Quote(scene, 0, 1), place.id)
    thing.state("chair", Quote(scene), chair.id)
    thing.state("figure", Quote(scene), many)
    thing.state("organiser", Quote(scene, 2, 3), host.id)
    _speech(region, thing)
    if words.chance(0.1):
        _another_day(region, thing, host)
    return thing


def _speech(region: Region, held: Thing) -> None:
    """Reported words, which are marked as such."""
    speaker, said = region.words.one(region.people, 3), region.words.one(SAID)
    years = region.many("ans")
    value = Both(f"{said.fr} {years.fr}", f"{said.en} {years.en}")
    scene = region.tell(
        [held, speaker],
        Both(f"{value.fr},", f"{value.en},"),
        Both(f"a déclaré {speaker.name.fr}", f"said {speaker.name.en}"),
        Both(f"pendant {held.name.fr}", f"during {held.name.en}"),
    )
    held.state("declaration", Quote(scene), value, said_by=speaker.id)
    held.state("participant", Quote(scene), speaker.id)


def _another_day(region: Region, held: Thing, witness: Thing) -> None:
    """A conflict: another text gives another day; both statements are marked and explained."""
    day, on = region.words.date()
    scene = region.tell(
        [held, witness],
        Both(f"{witness.name.fr} situe {held.name.fr}", f"{witness.name.en} sets {held.name.en}"),
        Both(f"au {on.fr}", f"on {on.en}"),
    )
    held.state("date", Quote(scene), date=day)
    for statement in held.statements:
        if statement.property == "date":
            statement.is_conflict = True
            statement.note = Both("Deux textes donnent deux jours.", "Two texts give two days.")


def partnership(region: Region) -> Thing:
    known = {thing.id for thing in region.partnerships}
    while True:
        one, two = region.words.one(region.territories, 1.5), region.words.one(region.territories, 1.5)
        name = f"{one.name.fr} – {two.name.fr}"
        if one is not two and slug(name) not in known:
            break
    thing = Thing("partnership", slug(name), Both(name, name))
    _signing(region, thing, one, two)
    _work(region, thing, one, two)
    return thing


def _signing(region: Region, thing: Thing, one: Thing, two: Thing) -> None:
    words, (day, on), years = region.words, region.words.date(), region.many("ans")
    theme, held, person = words.one(region.themes, 2), words.one(region.events, 3), words.one(region.people, 2)
    scene = region.tell(
        [thing, one, two, theme, held, person],
        Both(f"{one.name.fr} et {two.name.fr} ont signé", f"{one.name.en} and {two.name.en} signed"),
        Both(f"un accord de {years.fr} ({theme.name.fr})", f"an agreement of {years.en} ({theme.name.en})"),
        Both(f"le {on.fr}, pendant {held.name.fr},", f"on {on.en}, during {held.name.en},"),
        Both(f"devant {person.name.fr}", f"before {person.name.en}"),
    )
    thing.state("party", Quote(scene, 0, 1), one.id)
    thing.state("party", Quote(scene, 0, 1), two.id)
    thing.state("status", Quote(scene, 0, 1), "signed")
    thing.state("agreement", Quote(scene, 0, 1), Both(f"accord de {years.fr}", f"agreement of {years.en}"))
    thing.state("signature", Quote(scene, 0, 2), held.id, date=day)
    thing.state("theme", Quote(scene, 0, 1), theme.id)
    thing.state("person", Quote(scene), person.id)
    for here, there in ((one, two), (two, one)):
        value = Both(f"accord signé avec {there.name.fr}", f"agreement signed with {there.name.en}")
        here.state("relation", Quote(scene, 0, 2), value, date=day)
        here.state("theme", Quote(scene, 0, 1), theme.id)


def _work(region: Region, thing: Thing, one: Thing, two: Thing) -> None:
    host, many = region.words.one(region.organisations, 2), region.many("projets")
    value = Both(f"{many.fr} avec {two.name.fr}", f"{many.en} with {two.name.en}")
    scene = region.tell(
        [thing, one, two, host],
        Both(f"{one.name.fr} a mené", f"{one.name.en} carried out"),
        value,
        Both(f"et l’appui de {host.name.fr}", f"and the support of {host.name.en}"),
    )
    thing.state("activity", Quote(scene, 0, 1), value)
    thing.state("support", Quote(scene), host.id)
    one.state("work", Quote(scene, 0, 1), value)
