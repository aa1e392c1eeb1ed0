"""A mention -> what it does in its sentence: place of the event, where it set out, where it goes, who speaks there."""

import re

from rashomon.claims.parse.words import Word
from rashomon.claims.places.mentions import Mention, Page
from rashomon.knowledge.place_words import place_words
from rashomon.model import Part, Place, PlaceRole

CAPITAL_PEOPLE = 500_000  # cities of states are spoken of as if they were the state
GROUND = frozenset({"place", "structure", "position", "line", "strike", "attack"})  # classes of nouns.toml
MOVES = frozenset(
    "go move advance travel fly flee come head march withdraw retreat return drive sail push send deploy evacuate".split()
)
CLIMB = ("compound", "nmod", "appos", "conj", "amod", "nummod", "npadvmod")
_LAND = r"(?:,\s*[A-Z][\w .]{2,30}?)"
_SOURCE = r"(?:[(/][^)\n]{2,40}[)/]\s*)"
_DAY = r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?\s*)"
DATELINES = (
    re.compile(rf"\s*[A-Z][A-Z .'’\-]{{2,40}}{_LAND}?\s*{_SOURCE}?{_DAY}?(?:[—–-]+|:)\s"),  # KYIV, Ukraine (AP) —
    re.compile(rf"\s*[A-Z][\w .'’\-]{{2,40}}{_LAND}?\s*{_SOURCE}{_DAY}?[—–-]+\s"),  # Kyiv (Reuters) -
)


def role_of(page: Page, mention: Mention, place: Place | None) -> PlaceRole:
    """The first rule that fits; a place that nothing speaks against is that of the event."""
    if _in_dateline(page, mention):
        return PlaceRole.DATELINE
    head = page.head(mention)
    token = _governed(head)
    if token is not head and _is_spoken_of(place) and head.dep_ in ("compound", "nmod", "amod") and not _is_ground(page, head.head):
        return PlaceRole.MENTION
    if token.dep_ == "pobj" or token.head.pos_ == "ADP":
        return _after_preposition(page, token, place)
    if token.dep_ == "poss":
        return _possessive(page, token, place)
    return _argument(token, place)


def _argument(token: Word, place: Place | None) -> PlaceRole:
    """``Kyiv wants``, ``Russia was urged`` are nobody's place; ``Bakhmut fell``, ``invaded Ukraine`` are."""
    suffers = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in place_words().suffers
    return PlaceRole.EVENT if suffers or not _is_state(place) else PlaceRole.MENTION


def _governed(token: Word) -> Word:
    """Up through "the Bakhmut area" and "Bakhmut and Lyman" to the noun that the sentence governs."""
    for _ in range(6):
        if token.dep_ not in CLIMB or token.head is token or token.head.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return token


def _is_state(place: Place | None) -> bool:
    """Countries and cities as large as capitals act and speak."""
    if place is None or place.feature != "settlement":
        return place is not None and place.feature == "country"
    return place.population >= CAPITAL_PEOPLE


def _is_spoken_of(place: Place | None) -> bool:
    return place is not None and (_is_state(place) or place.feature in ("water", "area"))


def _is_ground(page: Page, noun: Word) -> bool:
    """A noun that stands on the ground or happens there: "the Kyiv suburb", "Crimea strikes"; not "the Black Sea deal"."""
    return noun.lemma_.lower() in place_words().parts or bool(_classes(page, noun) & GROUND)


def _classes(page: Page, noun: Word) -> frozenset[str]:
    return page.know.cues.classes.get(noun.lemma_.lower(), frozenset())


def _in_dateline(page: Page, mention: Mention) -> bool:
    text, start = page.parsed.report.text, page.parsed.starts[mention.first]
    passage = next((p for p in page.parsed.report.passages if p.span.start <= start < p.span.end), None)
    if passage is None or passage.part is Part.HEADLINE:
        return False
    found = next((match for pattern in DATELINES if (match := pattern.match(passage.span.of(text)))), None)
    return found is not None and start < passage.span.start + found.end()


def _after_preposition(page: Page, token: Word, place: Place | None) -> PlaceRole:
    words, word, over = place_words(), token.head.lower_, token.head.head
    if _tells(token.head):
        return PlaceRole.SPEAKER
    if word in ("in", "at") and _is_seat(page, over):
        return PlaceRole.MENTION
    moved = _moved(token.head, over)
    if moved is not None:
        return moved
    if _is_state(place) and word not in words.inside and not _of_event(page, word, over) and not _is_held(token):
        return PlaceRole.MENTION
    return PlaceRole.MENTION if word in ("by", "with", "than", "like", "as") else PlaceRole.EVENT


def _moved(preposition: Word, over: Word) -> PlaceRole | None:
    """``fired from X``, ``from the airspace of X`` are origins; ``marched to X``, ``the road to X`` have it as their goal."""
    words, word, lemma = place_words(), preposition.lower_, over.lemma_.lower()
    if (word == "from" and lemma in words.launches) or (word == "of" and lemma in words.skies and over.head.lower_ == "from"):
        return PlaceRole.ORIGIN
    goes = lemma in MOVES or (word == "to" and preposition.i > 0 and preposition.nbor(-1).lower_ in words.ways)
    return PlaceRole.GOAL if word in ("towards", "toward") or (word in words.towards - words.inside and goes) else None


def _of_event(page: Page, preposition: str, over: Word) -> bool:
    """``the east of Ukraine``, ``strikes on Iran`` are there; ``allies of Ukraine``, ``a call on Kyiv`` are not."""
    words = place_words()
    if preposition in ("of", "for") and over.lemma_.lower() in words.fates:
        return True
    if preposition == "of" and over.lemma_.lower() in words.parts | words.settlements:
        return True
    blows = [over, *(child for child in over.children if child.dep_ == "dobj")]  # "carried out strikes on Iran"
    return preposition in ("of", "on", "against") and any(_classes(page, noun) & {"strike", "attack"} for noun in blows)


def _is_held(token: Word) -> bool:
    """``Russian-occupied Ukraine``, ``besieged Kyiv``."""
    return any(child.lower_ in place_words().held for child in token.children if child.i < token.i)


def _tells(preposition: Word) -> bool:
    """``told reporters in Vilnius``, ``said in Vilnius``."""
    over = preposition.head
    if preposition.lower_ not in ("in", "at", "from", "on"):
        return False
    speaks = over.pos_ == "VERB" and over.lemma_.lower() in ("say", "tell", "speak", "add") and preposition.i > over.i
    return speaks or over.lemma_.lower() in place_words().audiences


def _is_seat(page: Page, body: Word) -> bool:
    """``the Defence Ministry in Moscow`` sits there; a ministry that is hit, or on which a drone falls, is a place."""
    if body.lemma_.lower() not in place_words().seats:
        return False
    if body.dep_ == "pobj":
        return body.head.lower_ not in ("on", "at", "near", "into", "inside", "outside", "against")
    return body.dep_ not in ("dobj", "nsubjpass") or body.head.lemma_.lower() not in place_words().suffers


def _possessive(page: Page, token: Word, place: Place | None) -> PlaceRole:
    """``Bakhmut's outskirts``, ``Iran's refineries`` are places, ``Moscow's momentum`` is not."""
    return PlaceRole.EVENT if not _is_state(place) or _is_ground(page, token.head) else PlaceRole.MENTION
