"""Parsed -> Setting: names, places, times and quantities at their tokens, and where the report speaks of war."""

from collections.abc import Sequence

from rashomon.claims.parse.grammar import Parsed
from rashomon.claims.parse.words import Word, Words
from rashomon.claims.places import find_places
from rashomon.claims.places.mentions import ENGLISH, is_shipped
from rashomon.claims.places.scene import WIDE
from rashomon.claims.quantities import find_quantities
from rashomon.claims.quantities.sums import with_totals
from rashomon.claims.setting import Setting
from rashomon.claims.times import find_times
from rashomon.knowledge import Knowledge
from rashomon.knowledge.sides import Entity
from rashomon.model import Part, Passage, Span, Where

WAR_SHARE = 0.2  # of the sentences of a section; a bulletin's war item has most, its business item none
WHOLE_SHARE = 0.4  # a report with that share has no section about something else
ENOUGH = 1.0  # see [war] of nouns.toml
FUTURE_WORDS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
PLANS = frozenset("plan expect schedule intend hope aim want due set promise vow prepare likely ready".split())
WAGED_BY = frozenset({"air", "drone", "missile", "rocket", "counter"})  # "air strikes" is air-strike in [war]
WAR_KINDS = frozenset({"force"})


def survey(parsed: Parsed, know: Knowledge) -> Setting:
    """All that later questions look up by token."""
    text = parsed.report.text
    entities = _without_given_names(parsed.at_tokens(know.sides.find(text)), parsed)
    wheres = find_places(parsed, know, entities)
    times = find_times(text, parsed.report.published, know.anchors, lambda span: _lies_ahead(span, parsed))
    own = [s.span for s in parsed.report.boilerplate]
    times = tuple(t for t in times if not any(b.touches(t.span) for b in own))
    counted = tuple(q for q in find_quantities(text, times) if not any(b.touches(q.span) for b in own))
    quantities = with_totals(text, counted)
    names = _by_adjectives(parsed, know) | entities
    places = _places_at(wheres, parsed)
    strong, war = _war(parsed, names, places, know)
    return Setting(parsed, know, names, places, wheres, times, quantities, war, strong, _parts(parsed))


def _without_given_names(names: dict[int, tuple[Span, Entity]], parsed: Parsed) -> dict[int, tuple[Span, Entity]]:
    """A known family name before another name is a given name there: "Amin" in "Amin Sefa" is not the minister Idris Amin."""
    return {i: found for i, found in names.items() if not _opens_name(i, found, parsed)}


def _opens_name(token: int, found: tuple[Span, Entity], parsed: Parsed) -> bool:
    span, entity = found
    word = parsed.doc[token]
    if entity.kind != "person" or span != parsed.span(word) or token + 1 >= word.sent.end:
        return False
    after = word.nbor(1)
    return after.pos_ == "PROPN" and after.text[0].isupper() and word.dep_ == "compound" and word.head.i == after.i


def _lies_ahead(span: Span, parsed: Parsed) -> bool:
    """True where the clause around a time is future: "will meet on Tuesday", "is due to meet", "expects him to speak"."""
    words = parsed.tokens(span)
    token = words[0] if words else None
    for _ in range(8):
        if token is None or token.dep_ == "ROOT":
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX") and not _is_open(token):
            return any(c.dep_ == "aux" and c.lower_ in FUTURE_WORDS for c in token.children)
        if token.pos_ in ("VERB", "AUX") and _is_planned(token.head):
            return True
    return token is not None and any(c.dep_ == "aux" and c.lower_ in FUTURE_WORDS for c in token.children)


def _is_open(verb: Word) -> bool:
    """An infinitive: its time is that of the verb that it depends on."""
    return any(c.tag_ == "TO" for c in verb.children)


def _is_planned(word: Word) -> bool:
    past = any(c.dep_ == "aux" and c.lemma_ == "have" for c in word.children)
    return word.lemma_.lower() in PLANS and not past


def _by_adjectives(parsed: Parsed, know: Knowledge) -> dict[int, tuple[Span, Entity]]:
    """``a Russian attack``: the adjective stands for the side that it names."""
    found = ((token.i, know.sides.of_adjective(token.text)) for token in parsed.doc if token.text[:1].isupper())
    return {i: (parsed.between(i, i), entity) for i, entity in found if entity is not None}


def _places_at(wheres: Sequence[Where], parsed: Parsed) -> dict[int, Where]:
    return {token.i: where for where in wheres for token in parsed.tokens(where.span)}


def _war(
    parsed: Parsed, names: dict[int, tuple[Span, Entity]], places: dict[int, Where], know: Knowledge
) -> tuple[dict[int, bool], dict[int, bool]]:
    """Which sentences speak of war themselves, and which stand in a section that does."""
    strong = {s.start: _speaks_of_war(s, names, places, know) for s in parsed.doc.sents}
    whole = sum(strong.values()) / max(1, len(strong)) >= WHOLE_SHARE
    war: dict[int, bool] = {}
    for section in _sections(parsed):
        share = sum(strong[s.start] for s in section) / len(section)
        told = {_passage(s, parsed) for s in section if strong[s.start]} - {None}
        war |= {s.start: whole or share >= WAR_SHARE or strong[s.start] or _passage(s, parsed) in told for s in section}
    return strong, war


def _speaks_of_war(sentence: Words, names: dict[int, tuple[Span, Entity]], places: dict[int, Where], know: Knowledge) -> bool:
    """Words of war outweigh those of other news; beside them forces count 1, a party to a war 0.75, its land 0.25 and more."""
    named = {names[t.i] for t in sentence if t.i in names}
    forces = any(entity.kind in WAR_KINDS for _, entity in named)
    parties = any(entity.conflict for _, entity in named)
    words = {t.lemma_.lower() for t in sentence if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")} | {t.lower_ for t in sentence}
    words |= {f"{t.lower_}-{t.nbor(1).lemma_.lower()}" for t in sentence if t.lower_ in WAGED_BY and t.i + 1 < sentence.end}
    told = sum(know.cues.war.get(word, 0.0) for word in words)
    beside = 1.0 if forces else 0.75 if parties else max((_land(places.get(t.i), words, know) for t in sentence), default=0.0)
    return told + beside >= ENOUGH and told != 0.0


def _land(where: Where | None, words: set[str], know: Knowledge) -> float:
    """What a place adds: 0.25 in a country at war; more where news of wars names it, the more the deadlier the words around it."""
    place = where.place if where is not None else None
    side = know.sides.side_of(place.admin[0]) if place is not None and place.admin else None
    if place is None or side is None:
        return 0.0
    if is_shipped(place) and place.feature not in WIDE and place.admin[0] not in ENGLISH and words & know.cues.harm:
        return 0.75 if words & know.cues.deadly else 0.5
    return 0.25 if know.sides.opponents(side) else 0.0


def _sections(parsed: Parsed) -> list[list[Words]]:
    """Sentences between headings, where a report has headings; else the whole report."""
    parts = [(p.span.start, p.part) for p in parsed.report.passages if p.part is Part.HEADING]
    parts += [(b.span.start, Part.HEADING) for b in parsed.report.boilerplate if b.span.of(parsed.report.text).startswith("#")]
    starts = sorted({start for start, _ in parts})
    sections: dict[int, list[Words]] = {}
    for sentence in parsed.doc.sents:
        at = sum(1 for start in starts if start <= parsed.starts[sentence.start])
        sections.setdefault(at, []).append(sentence)
    return list(sections.values())


def _parts(parsed: Parsed) -> dict[int, Part]:
    """The part of the report that each sentence (by its first token) stands in."""
    passages = ((sentence, _passage(sentence, parsed)) for sentence in parsed.doc.sents)
    return {sentence.start: passage.part if passage is not None else Part.BODY for sentence, passage in passages}


def _passage(sentence: Words, parsed: Parsed) -> Passage | None:
    """The passage in which it begins: its paragraph, heading or bullet."""
    at = parsed.starts[sentence.start]
    return next((p for p in parsed.report.passages if p.span.start <= at < p.span.end), None)
