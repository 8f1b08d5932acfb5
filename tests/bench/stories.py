"""How each theme, territory, organisation, person and term of a made-up region is told, and what is stated of it."""

from __future__ import annotations

from region import Region
from things import Entry, Quote, Thing
from words import ROLES, Both, slug

CODES = {"france": "FR", "japan": "JP", "vietnam": "VN"}
WITHIN = {"france": ((44, 49), (0, 6)), "japan": ((35, 38), (136, 140)), "vietnam": ((11, 22), (105, 108))}  # degrees


def theme(region: Region, name: Both) -> Thing:
    own = {"definition": {"fr": f"Ce qui touche à : {name.fr}.", "en": f"What bears on {name.en}."}}
    thing, many = Thing("theme", slug(name.en), name, own=own), region.many("projets")
    opening = Both(f"Le thème « {name.fr} » réunit", f"The theme “{name.en}” brings together")
    thing.state("words", Quote(region.tell([thing], opening, many)), many)
    return thing


def country(region: Region, name: Both) -> Thing:
    own = {"gazetteer": _gazetteer() | {"iso_3166_1": CODES[slug(name.en)]}}
    thing, many = Thing("territory", slug(name.en), name, "country", own), region.many("villes")
    opening = Both(f"Les textes comptent ({name.fr})", f"The texts count ({name.en})")
    thing.state("designation", Quote(region.tell([thing], opening, many)), many)
    return thing


def territory(region: Region) -> Thing:
    name, many, within = region.words.place(), region.many("projets"), region.words.one(region.countries)
    spot = [round(region.words.random.uniform(*degrees), 4) for degrees in WITHIN[within.id]]
    own = {"gazetteer": _gazetteer() | {"country": within.id, "names": {"fr": name}, "coordinates": spot}}
    thing = Thing("territory", slug(name), Both(name, name), "city", own)
    here = Both(f"{name}, ville ({within.name.fr}),", f"{name}, a city ({within.name.en}),")
    scene = region.tell([thing, within], here, Both(f"a {many.fr}", f"has {many.en}"))
    thing.state("designation", Quote(scene), Both("ville", "city"))
    if region.words.chance(0.2):
        thing.state("within", Quote(scene), within.id)
    return thing


def organisation(region: Region) -> Thing:
    name, many = f"Réseau {region.words.place()}", region.many("villes")
    seat = region.words.one(region.territories, 2)
    thing = Thing("organisation", slug(name), Both(name, name), "network")
    role = Both(f"réseau de {many.fr}", f"network of {many.en}")
    at = Both(f"installé à {seat.name.fr}", f"based in {seat.name.en}")
    scene = region.tell([thing, seat], Both(f"{name} est un", f"{name} is a"), role, at)
    thing.state("role", Quote(scene, 0, 1), role)
    thing.state("seat", Quote(scene), seat.id)
    return thing


def person(region: Region) -> Thing:
    name, many = region.words.person(), region.many("projets")
    home, role = region.words.one(region.territories, 3), region.words.one(ROLES)
    about = region.words.one(region.themes, 2)
    thing = Thing("person", slug(name), Both(name, name))
    office = Both(f"{name}, {role.fr} à {home.name.fr},", f"{name}, {role.en} in {home.name.en},")
    act = Both(f"a suivi {many.fr} ({about.name.fr})", f"followed {many.en} ({about.name.en})")
    scene = region.tell([thing, home, about], office, act)
    thing.state("role", Quote(scene, 0, 0), role)
    thing.state("affiliation", Quote(scene, 0, 0), home.id)
    thing.state("did", Quote(scene), Both(f"suivi de {many.fr}", f"work on {many.en} followed"))
    if region.words.chance(0.3):
        about.state("words", Quote(scene, 1, 1), Both(f"{many.fr} suivis", f"{many.en} followed"), said_by=thing.id)
    return thing


def term(region: Region) -> Thing:
    name, means = region.words.acronym(), region.words.one(region.organisations)
    many = region.many("projets")
    thing = Thing("term", slug(name), Both(name, name), "acronym")
    of = Both(f"{name} désigne {means.name.fr}", f"{name} stands for {means.name.en}")
    scene = region.tell([thing, means], of, Both(f"dans {many.fr}", f"in {many.en}"))
    thing.state("meaning", Quote(scene), Both(f"sigle de {many.fr}", f"acronym of {many.en}"))
    thing.state("refers_to", Quote(scene, 0, 0), means.id)
    return thing


def _gazetteer() -> Entry:
    return {"reference": "geonames"}
