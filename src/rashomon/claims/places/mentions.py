"""Parsed report -> where names of places stand, before asking which place and in which role."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rashomon.claims.parse.grammar import Parsed
from rashomon.claims.parse.words import Word
from rashomon.knowledge import Knowledge
from rashomon.knowledge.place_words import place_words
from rashomon.knowledge.places import ADDED_ID, is_added
from rashomon.knowledge.sides import Entity
from rashomon.knowledge.spelling import fold
from rashomon.model import Place, Span

SHORTEST = 4  # letters of a one-word name that only GeoNames has: "Ii", "Res"
LONGEST = 6  # tokens of a name: "Zaporizhzhia nuclear power plant", "Deir ez-Zor" is four
KNOWN_PEOPLE = 15_000  # a settlement of fewer people must be in a country that the report speaks of
FAMOUS_PEOPLE = 300_000  # in a headline of capitals only these, shipped places and countries count
ENGLISH = frozenset({"United States", "United Kingdom", "Canada", "Australia", "Ireland", "New Zealand"})
NAMING = frozenset({"person", "medium", "body", "force", "observer", "people"})  # names of these may contain places, and are none
_OPENING = frozenset("al el ad ar as ash at az ez an".split())
_TITLE_SHARE = 0.6  # of capitalised words: a headline

Entities = dict[int, tuple[Span, Entity]]  # by token, as they were found in the text


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first..last`` (both included) that may name a place, and what the gazetteer has under the name.

    `likeness` (0..100 for each found place) is there where only the sound was found.
    """

    first: int
    last: int
    name: str
    found: tuple[Place, ...]
    likeness: tuple[float, ...] = ()


class Page:
    """A parse with what finding places asks of it again and again."""

    def __init__(self, parsed: Parsed, know: Knowledge, entities: Entities) -> None:
        self.parsed, self.know, self.doc, self.entities = parsed, know, parsed.doc, entities
        self.lower = Counter(token.lower_ for token in self.doc if token.text.islower())

    @cached_property
    def titles(self) -> frozenset[int]:
        """First tokens of sentences that are written in capitals: headlines."""
        kept = set()
        for sentence in self.doc.sents:
            words = [token for token in sentence if token.is_alpha and len(token) > 3]
            if len(words) > 4 and sum(token.text[0].isupper() for token in words) > _TITLE_SHARE * len(words):
                kept.add(sentence.start)
        return frozenset(kept)

    @cached_property
    def countries(self) -> Counter[str]:
        """Countries of which the report speaks, by its parties and by name: the evidence for small places."""
        counted: Counter[str] = Counter()
        for _, entity in {pair[0].start: pair for pair in self.entities.values()}.values():
            counted.update([entity.side] if entity.side else [])
            counted.update([entity.name] if entity.kind in ("party", "ally") else [])
        return counted

    def head(self, mention: Mention) -> Word:
        """The token through which the name hangs on its sentence."""
        inside = self.doc[mention.first : mention.last + 1]
        return next((token for token in reversed(list(inside)) if not mention.first <= token.head.i <= mention.last), inside[-1])


def is_shipped(place: Place) -> bool:
    """True for rows of the shipped data, false for those of GeoNames and of users."""
    return not place.id.startswith(("geonames-", ADDED_ID))


def find_mentions(page: Page) -> list[Mention]:
    """Longest names first, from left to right, never overlapping; a family name of the report is none."""
    mentions: list[Mention] = []
    surnames: set[str] = set()
    at = 0
    while at < len(page.doc):
        mention = _longest(page, at) if _may_begin(page.doc[at]) else None
        if mention is None:
            at += 1
            continue
        if not _stands_alone(page, mention):
            surnames.add(mention.name)
        elif _is_named_so(page, mention) and _is_no_word(page, mention):
            mentions.append(mention)
        at = mention.last + 1
    countries = _spoken_of(page, mentions)
    listed = (_within(mention, countries) for mention in mentions)
    found = [mention for mention in listed if mention and _is_plausible(page, mention, countries)]
    return [mention for mention in found if mention.name not in surnames or is_shipped(mention.found[0])]


def _spoken_of(page: Page, mentions: list[Mention]) -> frozenset[str]:
    """Countries of the report's parties and of the regions and places of wars that it names."""
    told = {_home(place) for mention in mentions for place in mention.found[:1] if is_shipped(place)}
    return frozenset(told | page.countries.keys())


def _home(place: Place) -> str:
    return place.admin[0] if place.admin else place.name


def _within(mention: Mention, countries: frozenset[str]) -> Mention | None:
    """Without the places that a user added in countries of which the report does not speak."""
    found = tuple(place for place in mention.found if not is_added(place) or _home(place) in countries)
    return replace(mention, found=found) if found else None


def _may_begin(token: Word) -> bool:
    return token.text[0].isupper() or (token.lower_ in _OPENING and token.i + 2 < len(token.doc) and token.nbor(1).text in "-‐–")


def _longest(page: Page, first: int) -> Mention | None:
    for last in reversed(list(_ends(page, first))):
        name, end = page.doc[first : last + 1].text, page.doc[last]
        found = page.know.places.named(name) if any(map(str.isalpha, end.text)) else ()
        if found and (is_shipped(found[0]) or end.text[0].isupper()):
            return Mention(first, last, name, found)
    return None


def _ends(page: Page, first: int) -> Iterator[int]:
    """The tokens at which a name that begins at `first` may end."""
    for last in range(first, min(first + LONGEST, len(page.doc))):
        token = page.doc[last]
        if last > first and (token.is_sent_start or not (token.is_alpha or token.text in "-‐–'’.")):
            return
        if token.text[0].isalnum():
            yield last


def _is_named_so(page: Page, mention: Mention) -> bool:
    """Not part of the name of a person, paper, body or force, and not such a name itself."""
    words = place_words()
    if fold(mention.name) in words.never and not any(place.feature == "country" for place in mention.found):
        return False
    span = page.parsed.between(mention.first, mention.last)
    for number in range(mention.first, mention.last + 1):
        if number in page.entities:
            whole, entity = page.entities[number]
            if whole.covers(span) and (len(whole) > len(span) + 4 or entity.kind in NAMING):
                return False
    after = _after(page, mention)
    return after is None or after.lemma_.lower() not in words.namesakes or after.dep_ == "ROOT" or after.pos_ == "VERB"


def _after(page: Page, mention: Mention) -> Word | None:
    return page.doc[mention.last + 1] if mention.last + 1 < len(page.doc) else None


def _stands_alone(page: Page, mention: Mention) -> bool:
    """Not beside another capitalised word, as first and family names are; headlines are capitalised throughout."""
    if page.doc[mention.first].sent.start in page.titles:
        return True
    before, after = (page.doc[mention.first - 1] if mention.first else None), _after(page, mention)
    if before is not None and _is_name(before) and not _is_place_word(page, before) and not _opens_clause(before):
        return False
    return after is None or after.is_sent_start or not _is_name(after) or _is_place_word(page, after)


def _opens_clause(token: Word) -> bool:
    """The first word of a sentence is capitalised whatever it is."""
    return bool(token.is_sent_start) and token.dep_ != "compound"


def _is_name(token: Word) -> bool:
    """A capitalised word, an initial or a title, not an abbreviation: ``Rob``, ``J.``, ``JP``, ``Mr.``; not ``AFP``."""
    word = token.text.rstrip(".")
    return token.text[0].isupper() and token.pos_ == "PROPN" and word.isalpha() and (not word.isupper() or len(word) < 3)


def _is_place_word(page: Page, token: Word) -> bool:
    """A capitalised neighbour that does not make a person of a place: "Eastern", "Oblast", "Russian", or another place."""
    words, word = place_words(), token.lower_
    known = words.never | words.parts | words.regions | words.settlements
    if word in known or word.removesuffix("s") in known:
        return True
    if token.i in page.entities or word.endswith("ern"):
        return True
    return len(word) >= SHORTEST and any(
        is_shipped(place) or place.population >= FAMOUS_PEOPLE for place in page.know.places.named(token.text)[:1]
    )


def _is_no_word(page: Page, mention: Mention) -> bool:
    """One-word names must not be plain words: written small elsewhere in the report, tagged otherwise, or very short."""
    if mention.first != mention.last:
        return True
    token = page.doc[mention.first]
    opens = token.is_sent_start or token.sent.start in page.titles
    if is_shipped(mention.found[0]):
        return not (opens and page.lower[token.lower_])
    if page.lower[token.lower_] or len(token) < SHORTEST or token.pos_ == "ADJ":
        return False
    return token.pos_ == "PROPN" or (not opens and not token.is_stop and token.pos_ in ("NOUN", "X", "VERB") and _in_slot(token))


def _in_slot(token: Word) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in place_words().slots


def _is_plausible(page: Page, mention: Mention, countries: frozenset[str]) -> bool:
    """Small settlements count only in countries that the report speaks of; where English is spoken, only in a place's slot."""
    if is_shipped(mention.found[0]):
        return True
    headline = page.doc[mention.first].sent.start in page.titles
    people = max(place.population for place in mention.found)
    if people >= FAMOUS_PEOPLE or (people >= KNOWN_PEOPLE and not headline):
        return people >= FAMOUS_PEOPLE or not _subject_of_speech(page, mention)
    homes = {place.admin[0] for place in mention.found if place.admin} & countries
    return not headline and bool(homes - ENGLISH or (homes and _in_slot(page.head(mention))))


def _subject_of_speech(page: Page, mention: Mention) -> bool:
    """``Bauer said``: small towns do not speak, persons do."""
    head = page.head(mention)
    return bool(head.dep_ == "nsubj" and head.head.lemma_.lower() in page.know.cues.speech)
