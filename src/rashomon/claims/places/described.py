"""Mentions + descriptions -> places that are told without their names: "the Lebanese capital", "Turkish soil", "in the east"."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from rashomon.claims.parse.words import Word
from rashomon.claims.places.mentions import Mention, Page
from rashomon.knowledge.nations import Nation, load_nations
from rashomon.model import Place

GROUND = frozenset({"territory", "soil", "airspace"})  # "on Turkish territory" is in Turkey
SIDES = frozenset("north south east west northeast northwest southeast southwest".split())
INTO = frozenset({"in", "across", "throughout", "from", "into"})
OF_COUNTRY = ("of the country", "of our country", "of his country", "of its territory")
OWNED = ("country's", "country’s", "nation's", "nation’s")


def with_described(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and the places that are only described, none over the other."""
    taken = {number for mention in mentions for number in range(mention.first, mention.last + 1)}
    home = _home(page, mentions)
    found = []
    for token in page.doc:
        mention = _of_nation(page, token) or (_part(page, token, home) if home else None)
        if mention and not taken & set(range(mention.first, mention.last + 1)):
            found.append(mention)
    return sorted([*mentions, *found, *_parts_in_row(page, mentions)], key=lambda mention: mention.first)


@cache
def _nations() -> dict[str, Nation]:
    return {adjective: nation for nation in load_nations().nation for adjective in nation.adj}


def _of_nation(page: Page, noun: Word) -> Mention | None:
    """``the Ukrainian capital`` is Kyiv, unless its name follows; ``Russian territory`` is Russia."""
    if noun.i == 0 or (noun.lower_ != "capital" and noun.lower_ not in GROUND):
        return None
    nation = _nations().get(noun.nbor(-1).text)
    if nation is None:
        return None
    if noun.lower_ in GROUND:
        places = [place for place in page.know.places.named(nation.name) if place.feature == "country"]
    else:
        after = page.doc[noun.i + 1 : noun.i + 3].text.lstrip(", ")
        named_next = after[:1].isupper() and page.know.places.is_name(after.split()[0])
        capital = nation.capital[:1] if not named_next else []
        places = [p for name in capital for p in page.know.places.named(name) if page.know.places.code_of(p) == nation.code]
    return Mention(noun.i - 1, noun.i, page.doc[noun.i - 1 : noun.i + 1].text, tuple(places[:1])) if places else None


def _home(page: Page, mentions: Sequence[Mention]) -> Place | None:
    """The country where the report plays: that of most of its settlements and regions."""
    inside = Counter(place.admin[0] for mention in mentions for place in mention.found[:1] if place.admin)
    if not inside:
        return None
    return next((place for place in page.know.places.named(inside.most_common(1)[0][0]) if place.feature == "country"), None)


def _part(page: Page, side: Word, home: Place) -> Mention | None:
    """``in the east``, ``the southeast of the country``, ``the country's south``; not "to the east", nor "the east of the town"."""
    if side.text not in SIDES or side.i < 2:
        return None
    before = page.doc[side.i - 2 : side.i]
    rest = page.doc[side.i + 1 : side.i + 4].text
    whole = next((words for words in OF_COUNTRY if rest.startswith(words)), None)
    owned = page.doc[side.i - 2 : side.i].text in OWNED
    free = before[1].lower_ == "the" and before[0].lower_ in INTO and not rest.startswith("of")
    if not (whole or owned or free):
        return None
    last = side.i + 3 if whole else side.i
    return Mention(side.i, last, page.doc[side.i : last + 1].text, (page.know.places.part(f"{side.lower_}ern", home),))


def _parts_in_row(page: Page, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """``southern and eastern Ukraine``: the first of the two parts."""
    for mention in mentions:
        row = page.doc[max(0, mention.first - 2) : mention.first]
        if len(row) < 2 or mention.found[0].feature != "area" or row[1].lower_ not in ("and", "or"):
            continue
        direction, own = row[0].lower_, page.doc[mention.first].lower_
        if direction.removesuffix("ern") in SIDES and direction.endswith("ern") and own.endswith("ern"):
            country = next((p for p in page.know.places.named(mention.found[0].admin[0]) if p.feature == "country"), None)
            if country is not None:
                yield Mention(row[0].i, row[0].i, row[0].text, (page.know.places.part(direction, country),))
