"""Two tellings -> what their places say: the same spot, a near one, a spot and its region, one that the other can mean."""

from rashomon.events.families import known_kinds
from rashomon.events.telling import LANDMARKS, NEVER, Telling, folded
from rashomon.events.whereabouts import common_places, contains, kilometres, one_name
from rashomon.model import Because, Place

# Two claims about one settlement on one day are likely one happening; about one country, hardly.
BREADTH = {"country": 0.0, "region": 0.3, "area": 0.3, "water": 0.5}
STRUCTURES = frozenset({"bridge", "dam", "camp", "crossing", "plant"})  # features that stand at a settlement and bear its name


def place(left: Telling, right: Telling) -> Because | None:
    """The same place, a near one, or a settlement and its region; never two places of one name."""
    if left.places and right.places:
        return _named_thing(left, right, _resolved(left, right))
    if same_landmark(left, right):
        return _named_thing(left, right, None)
    if shared := left.names & right.names:
        return Because("place", 0.6, f"both say '{min(shared)}', which stays unresolved")
    return _meant(left, right)


def once(left: Telling, right: Telling) -> bool:
    """True where both tell of what hardly happens twice: a place that falls in one month has fallen once, a dam has burst once."""
    if left.claim.kind is right.claim.kind and left.claim.kind in known_kinds().lists.once:
        return True
    return left.family == right.family and same_landmark(left, right)


def same_landmark(left: Telling, right: Telling) -> bool:
    """Both name one building or the like: ``al-Ahli Arab hospital``, ``al-Ahli hospital``."""
    common = left.landmark & right.landmark
    return not common.isdisjoint(LANDMARKS) and not common <= LANDMARKS


def other_landmark(left: Telling, right: Telling) -> bool:
    """Each names one of its own: ``al-Ahli hospital``, ``al-Shifa hospital``."""
    common = left.landmark & right.landmark
    return bool(common) and common <= LANDMARKS


def _named_thing(left: Telling, right: Telling, found: Because | None) -> Because | None:
    """One named landmark is a spot of its own, in whatever area or country; two of them are not one spot."""
    if found and found.score <= NEVER:
        return found
    if same_landmark(left, right):
        return Because("place", 1.0, f"both at the {' '.join(sorted(left.landmark & right.landmark))}")
    return found


def _resolved(left: Telling, right: Telling) -> Because:
    if left.places == right.places and len(left.places) == 1:
        return _same_spot(left.places[0], once=once(left, right))
    agreed = common_places(left.places, right.places, min(left.family.near, right.family.near))
    mine, other = left.places[0], right.places[0]
    if not agreed:
        return Because("place", NEVER, f"{mine.name} and {other.name} are {kilometres(mine, other):.0f} km apart")
    spot, both = agreed[0], {place.id for place in left.places} & {place.id for place in right.places}
    if spot.id in both:
        return _same_spot(spot, once=once(left, right))
    if one_name(mine, other):
        return _same_spot(spot, once=once(left, right))
    if mine.radius == other.radius == 0:
        return _near_spots(mine, other)
    return _around(left, right, spot)


def _same_spot(spot: Place, *, once: bool) -> Because:
    broad = BREADTH.get(spot.feature, 1.0)
    return Because("place", max(broad, 0.6) if once else broad, f"both at {spot.name}")


def _near_spots(left: Place, right: Place) -> Because:
    """A dam stands at the town whose name it bears; other near places are only near."""
    if (left.feature in STRUCTURES or right.feature in STRUCTURES) and _words(left) & _words(right):
        return Because("place", 1.0, f"{left.name} and {right.name} bear one name")
    return Because("place", 0.4, f"{left.name} and {right.name} are {kilometres(left, right):.0f} km apart")


def _words(place: Place) -> set[str]:
    return set(folded(place.name).split()) - LANDMARKS


def _around(left: Telling, right: Telling, spot: Place) -> Because:
    """A spot and what it lies in: a region of its name, which is often meant by the town's name, a region, a country."""
    outer = next(place for place in (*left.places, *right.places) if contains(place, spot))
    if outer.feature == "country":
        meant = 0.3 if spot.id in left.maybes | right.maybes else 0.0
        return Because("place", meant, f"one is at {spot.name}, the other speaks of its country")
    if _words(spot) <= _words(outer):
        return Because("place", 0.5, f"one is at {spot.name}, the other speaks of the region of that name")
    return Because("place", 0.3, f"one is at {spot.name}, the other speaks of its region")


def _meant(left: Telling, right: Telling) -> Because | None:
    """One of several namesakes, or the only place that the report tells of."""
    ids = {spot.id: spot for telling in (left, right) for spot in telling.places}
    maybe = sorted((left.maybes | right.maybes) & ids.keys())
    if not maybe:
        return None
    meant = min(0.5 if left.names or right.names else 0.6, BREADTH.get(ids[maybe[0]].feature, 1.0))
    return Because("place", meant, f"one is at {ids[maybe[0]].name}, which the other can mean")
