"""A cue -> who acts and on whom, by grammar; who must have acted where nobody is named."""

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.details.parties import BY_FORCES, both_sides, foe_of, forces_of, helped_by, other_side, party_of, side_beside
from rashomon.claims.details.targets import LIVING, arguments_of, flown
from rashomon.claims.happenings.cue import Cue
from rashomon.claims.parse.arguments import is_nobody
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.voices import phrase
from rashomon.knowledge.sides import cleaned
from rashomon.model import Kind, Link, Party, Where

GROUND = frozenset({Kind.CAPTURE, Kind.HOLD, Kind.STRIKE, Kind.ATTACK, Kind.DESTRUCTION, Kind.ADVANCE})


def parties(cue: Cue, source: Link | None, places: Sequence[Where], setting: Setting) -> tuple[Party | None, Party | None]:
    """Actor and target. "we" and "our" are the source's own side; in an accusation the accuser acts on the accused.

    `places` are those of the claim: "it" and "the town" as a target are the first of them.
    """
    actor, target = (None if one is not None and is_nobody(one) else one for one in arguments_of(cue, setting))
    if cue.kind is Kind.ACCUSE and source is not None:
        return Party(source.name, source.span, source.side), party_of(target or actor, cue.kind, source, setting)
    target = flown(target, setting) if cue.kind is Kind.INTERCEPT else target
    done_to = _spot(target, cue.kind, places, setting) or party_of(target, cue.kind, source, setting)
    doer = _actor(actor, cue.kind, source, setting) or _inferred(cue, done_to, source, places, setting)
    done_to = _without_speaker(done_to, target, source, setting)
    if done_to is not None and cue.head.dep_ == "amod":
        done_to = replace(done_to, name=done_to.name.removeprefix(f"{cue.head.text} "))  # "a wrecked house": a house
    if cue.kind is Kind.REPEL:
        done_to = _attacker(target, doer, setting) or done_to
    if done_to is None and (cue.kind in (Kind.ATTACK, Kind.REPEL) or (cue.kind is Kind.CASUALTIES and "inflict" in cue.rule)):
        done_to = other_side(doer, setting)
    if doer is None and cue.kind is Kind.DEPLOY and target is not None:
        return side_beside(target, setting), done_to
    if cue.kind is Kind.AID:
        done_to = _state_of(done_to, setting) or helped_by(doer, setting)
    clash = cue.kind is Kind.ATTACK and cue.head.lemma_ in setting.know.cues.lists["clashes"]
    if clash and done_to is None and (doer is None or _are_both(actor)):
        both = both_sides(source, setting)
        return both if both[0] is not None else (doer, done_to)
    return doer, done_to


def _are_both(token: Word | None) -> bool:
    """``the two armies clashed``, ``both sides fought``."""
    return token is not None and token.lemma_ in ("army", "side") and any(c.lower_ in ("two", "both") for c in token.children)


def _without_speaker(party: Party | None, token: Word | None, source: Link | None, setting: Setting) -> Party | None:
    """``hit the port, the governor, Amin Sefa, said``: the parser hung the speaker on the port, which is what was hit."""
    if party is None or token is None or source is None or party.name != source.name or source.span is None:
        return party
    hung = source.span.start > setting.parsed.ends[token.i] and token.i not in setting.names
    if not hung:
        return party
    words = [t for t in phrase(token) if setting.parsed.ends[t.i] < source.span.start]
    end = next((n for n, t in enumerate(words) if t.text == ","), len(words))
    span = setting.parsed.span(words[:end] or [token])
    return Party(cleaned(span.of(setting.parsed.report.text)), span)


def _state_of(party: Party | None, setting: Setting) -> Party | None:
    """``the president asked for tanks``: for the country."""
    known = setting.know.sides.named(party.name) if party is not None else None
    if party is None or known is None or not known.side or known.kind not in ("person", "body"):
        return party
    return Party(known.side, party.span, known.side)


def _spot(token: Word | None, kind: Kind, places: Sequence[Where], setting: Setting) -> Party | None:
    """``recaptured it``, ``shelling of the town``: the place that the claim is about."""
    if token is None or kind not in GROUND or token.i in setting.places or token.i in setting.names:
        return None
    plain = token.lower_ == "it" or (token.pos_ == "NOUN" and _is_ground(token, setting) and not _named_inside(token, setting))
    where = next(iter(places), None)
    if not plain or where is None:
        return None
    return Party(where.place.name if where.place is not None else where.text, setting.parsed.span(token))


def _is_ground(token: Word, setting: Setting) -> bool:
    """``the town``, ``the peninsula``; a hospital in a town is a target of its own."""
    classes = setting.classes(token)
    return "place" in classes and "structure" not in classes


def _named_inside(token: Word, setting: Setting) -> bool:
    return any(t.i in setting.places for t in token.subtree)


def _attacker(attack: Word | None, doer: Party | None, setting: Setting) -> Party | None:
    """Whose attack was repelled: the side beside it, else the one that the defender fights."""
    if attack is None:
        return None
    told = side_beside(attack, setting)
    if told is not None or setting.classes(attack) & {"force", "soldier"}:
        return told
    return other_side(doer, setting)


def _actor(token: Word | None, kind: Kind, source: Link | None, setting: Setting) -> Party | None:
    """Somebody who can act; a weapon, a unit without a name or an attack acts for the side that stands beside it."""
    if token is None:
        return None
    classes = setting.classes(token)
    if token.pos_ == "PRON" or (classes & LIVING and not (classes & {"weapon", "structure"} and token.i not in setting.names)):
        return party_of(token, kind, source, setting)
    if kind in BY_FORCES or kind is Kind.ASSESS:
        return side_beside(token, setting) or _whose(token, kind, source, setting)
    return party_of(token, kind, source, setting)


def _whose(token: Word, kind: Kind, source: Link | None, setting: Setting) -> Party | None:
    """``its drones``, ``our artillery``: those who have it."""
    owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ == "PRON"), None)
    return party_of(owner, kind, source, setting) if owner is not None else None


def _inferred(cue: Cue, target: Party | None, source: Link | None, places: Sequence[Where], setting: Setting) -> Party | None:
    """Who must have acted where nobody is named: who shoots down is on the speaker's side, who shells his country is the other one.

    The party carries no span: it was inferred.
    """
    side = source.side if source is not None else None
    against = target.side if target is not None else None
    doer: str | None = None
    if cue.kind in (Kind.INTERCEPT, Kind.REPEL):
        doer = (foe_of(against, setting) if against else None) or side
    elif cue.kind is Kind.CAPTURE:
        doer = (foe_of(against, setting) if against else None) or _by_ground(cue, side, places, setting)
    elif cue.kind in (Kind.STRIKE, Kind.CASUALTIES, Kind.DESTRUCTION) and side is not None and source is not None:
        hurt = against == side or (not against and _is_home(places, side, setting))
        doer = foe_of(side, setting) if hurt else None
    if doer is None or not setting.know.sides.opponents(doer):
        return None
    return Party(forces_of(doer, setting), None, doer)


def _by_ground(cue: Cue, side: str | None, places: Sequence[Where], setting: Setting) -> str | None:
    """``recaptured``: the speaker's side, else the country's own; ``the fall of the town``: who fights the country."""
    owners = {setting.know.sides.side_of(where.place.admin[0]) for where in places if where.place is not None and where.place.admin}
    home = next(iter(owners)) if len(owners) == 1 else None
    if cue.head.lemma_ == "fall":
        return foe_of(home, setting) if home else None
    return (side or home) if _is_ours(cue) else None


def _is_home(places: Sequence[Where], side: str, setting: Setting) -> bool:
    """All places lie in the speaker's own country, or none is told."""
    countries = {where.place.admin[0] for where in places if where.place is not None and where.place.admin}
    return all(setting.know.sides.side_of(country) == side for country in countries)


def _is_ours(cue: Cue) -> bool:
    """``liberated``, ``recaptured``: words that one uses of one's own."""
    return cue.head.lemma_.lower() in ("liberate", "recapture", "retake", "clear", "liberation", "free", "regain", "victory")
