"""Mentions -> the same, where words beside them make more or less of them: "the X and Y regions", "X oblast", "eastern X"."""

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.parse.words import Word
from rashomon.claims.places.mentions import Mention, Page, is_shipped
from rashomon.knowledge.place_words import place_words
from rashomon.model import Place

DIRECTIONS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern "
    "north-eastern north-western south-eastern south-western".split()
)
SIDES = frozenset("north south east west northeast northwest southeast southwest center centre".split())
WIDE = ("country", "area")
FRONTS = frozenset({"front", "frontline", "direction", "sector", "axis"})
DISTRICTS = frozenset({"district", "raion", "county", "municipality", "hromada"})
SEAT = 5000  # people of a town that may be the seat of a district
DISTRICT_RADIUS = 25.0  # km: that of a middling district
REGION_WORDS = frozenset({"oblast", "region", "province", "governorate", "krai"})


def with_regions(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """``the Kursk and Bryansk regions``: each name of the row becomes its region; so does ``Charkov`` in ``Charkov oblast``."""
    kept = [_as_district(page, _beside_kind(page, mention)) for mention in mentions if not _is_river(page, mention)]
    for end in range(len(kept) - 1, 0, -1):
        after = page.doc[kept[end].last + 1] if kept[end].last + 1 < len(page.doc) else None
        if after is None or after.lower_ not in {f"{word}s" for word in place_words().regions}:
            continue
        first = end
        while first > 0 and _in_row(page, kept[first - 1], kept[first]):
            first -= 1
        for number in range(first, end + 1) if first < end else ():
            kept[number] = _as_region(page, kept[number], after.lower_.removesuffix("s"))
    return _with_unlisted(page, kept)


def _beside_kind(page: Page, mention: Mention) -> Mention:
    """``Charkov oblast``, ``Oblast Kherson``: the word for a region behind or before the name makes it one."""
    if mention.found[0].feature != "settlement":
        return mention
    bracket = page.doc[mention.last + 1 : mention.last + 2].text == "["  # Zaporizhzhia [region]
    for step, at in ((1, mention.last + 1 + bracket), (-1, mention.first - 1)):
        kind = page.doc[at] if 0 <= at < len(page.doc) else None
        if kind is not None and _names_region(kind, step):
            regions = page.know.places.regions_like(mention.name)
            if regions and (kind.lower_ in REGION_WORDS or regions[0].likeness == 100):
                first, last = min(mention.first, at), max(mention.last, at)
                return Mention(first, last, page.doc[first : last + 1].text, tuple(near.place for near in regions))
    return mention


def _as_district(page: Page, mention: Mention) -> Mention:
    """``Bakhmut district`` is the land around the town, not the town."""
    word = page.doc[mention.last + 1 : mention.last + 2].text.lower()
    if mention.found[0].feature != "settlement" or word not in DISTRICTS:
        return mention
    last = mention.last + 1
    found = tuple(_land(place, word) for place in mention.found if place.population >= SEAT or is_shipped(place))
    return Mention(mention.first, last, page.doc[mention.first : last + 1].text, found) if found else mention


def _land(town: Place, word: str) -> Place:
    return replace(town, id=f"{town.id}-{word}", name=f"{town.name} {word}", feature="area", population=0, radius=DISTRICT_RADIUS)


def _is_river(page: Page, mention: Mention) -> bool:
    """``the Dnipro`` is no town: towns have no article, unless a noun follows ("the Bakhmut front")."""
    first, last = page.doc[mention.first], page.doc[mention.last]
    if mention.first == 0 or mention.found[0].feature != "settlement" or first.nbor(-1).text != "the":
        return False
    after = page.doc[mention.last + 1] if mention.last + 1 < len(page.doc) else None
    modifies = last.dep_ in ("compound", "nmod", "amod", "poss") or (after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ"))
    return not modifies and (after is None or after.lower_ not in REGION_WORDS | FRONTS | DISTRICTS)


def _names_region(kind: Word, step: int) -> bool:
    """``oblast`` on either side; ``the Zaporizhzhia front`` is that of the region, not of the city."""
    return (kind.lower_ in REGION_WORDS and (step > 0 or kind.text[0].isupper())) or (step > 0 and kind.lower_ in FRONTS)


def _with_unlisted(page: Page, mentions: list[Mention]) -> list[Mention]:
    """``Donestk Oblast``: a name that nobody bears before the word for a region, spelt like a region's."""
    taken = {number for mention in mentions for number in range(mention.first, mention.last + 1)}
    found = []
    for kind in page.doc[1:]:
        if kind.lower_ not in REGION_WORDS:
            continue
        name = kind.nbor(-1)
        if {kind.i, name.i} & taken or not name.text[0].isupper() or name.is_sent_start:
            continue
        regions = page.know.places.regions_like(name.text)
        if regions:
            places, likeness = zip(*regions, strict=True)
            found.append(Mention(name.i, kind.i, page.doc[name.i : kind.i + 1].text, places, likeness))
    return sorted([*mentions, *found], key=lambda mention: mention.first)


def _in_row(page: Page, left: Mention, right: Mention) -> bool:
    between = page.doc[left.last + 1 : right.first]
    return 0 < len(between) <= 3 and all(token.lower_ in (",", "and", "or", "the", "&") for token in between)


def _as_region(page: Page, mention: Mention, kind: str) -> Mention:
    regions = tuple(place for place in page.know.places.named(f"{mention.name} {kind}") if place.feature == "region")
    return replace(mention, found=regions) if regions else mention


def with_parts(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """``eastern Ukraine``, ``Ukraine's east``: a part of the country or area, its words taken in."""
    previous = [-1, *(mention.last for mention in mentions)]
    return [
        _before(page, mention, last) or _behind(page, mention) or mention for last, mention in zip(previous, mentions, strict=False)
    ]


def _before(page: Page, mention: Mention, previous: int) -> Mention | None:
    at = mention.first - 1
    if at <= previous or not _wide(mention):
        return None
    word = page.doc[at].lower_
    first = at
    if word in ("eastern", "western") and at - 2 > previous and page.doc[at - 1].text == "-":  # south - eastern
        first, word = at - 2, page.doc[at - 2].lower_ + word
    return _part(page, mention, word.replace("-", ""), first, mention.last) if word in DIRECTIONS else None


def _behind(page: Page, mention: Mention) -> Mention | None:
    after = page.doc[mention.last + 1 : mention.last + 3]
    if len(after) < 2 or after[0].lower_ not in ("'s", "’s") or after[1].lower_ not in SIDES or not _wide(mention):
        return None
    word = after[1].lower_
    direction = "central" if word.startswith("cent") else f"{word}ern"
    return _part(page, mention, direction, mention.first, mention.last + 2)


def _wide(mention: Mention) -> bool:
    return mention.found[0].feature in WIDE


def _part(page: Page, mention: Mention, direction: str, first: int, last: int) -> Mention:
    whole: Place = mention.found[0]
    return Mention(first, last, page.doc[first : last + 1].text, (page.know.places.part(direction, whole),))
