"""A name of a place as somebody types it -> the usual names of the places that bear it."""

from collections.abc import Callable

from rashomon.knowledge.places import ADDED_ID, LIKE, load_places
from rashomon.knowledge.spelling import fold


def usual_names(name: str, tell: Callable[[str], None]) -> tuple[str, ...]:
    """What the gazetteer calls the places known under `name`: ``Artyomovsk`` -> Bakhmut; () where it knows none.

    `tell` hears that the gazetteer is being built; SetupError where it cannot be.
    """
    from rapidfuzz import fuzz

    found = load_places(tell).named(name)
    alike = {one.name for one in found if fuzz.ratio(fold(one.name), fold(name)) >= LIKE}
    shipped = {one.name for one in found if not one.id.startswith(("geonames-", ADDED_ID))}
    # GeoNames has "Slovyansk" for Nikopol too: a name that is the place's own comes before such
    return tuple(sorted(alike if alike & shipped else alike | shipped or {one.name for one in found}))
