"""A claim's head -> polarity, certainty and the words that decided them."""

from collections.abc import Iterator
from itertools import islice

from rashomon.claims.details.granted import is_behind, is_cause
from rashomon.claims.happenings.sharing import sharing
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.sayings import AHEAD_ACTS, Saying
from rashomon.model import Certainty, Mark, Polarity

EFFORT = "effort"  # "the main effort is an assault": what they do, not what they want
UNHURT = frozenset({"unhurt", "unharmed", "uninjured", "unscathed"})  # "the crew was unhurt": nobody was hurt
ONLY_TO = frozenset({"go", "about"})  # point ahead before an infinitive only


def polarity(head: Word, sayings: tuple[Saying, ...], setting: Setting) -> tuple[Polarity, tuple[Mark, ...]]:
    """Denied where the claim's own source rejects it, negated where the words say that it did not happen.

    `sayings` are the attributions that the claim stands in, the innermost first.
    """
    for saying in sayings[:1]:
        if saying.act == "deny":
            return Polarity.DENIED, (_mark("polarity", "denied", setting.parsed.doc[saying.verb], setting),)
    doubt = _doubting(head, setting)
    for token in [doubt] if doubt is not None else _negators(head, setting):
        return Polarity.NEGATED, (_mark("polarity", "negated", token, setting),)
    return Polarity.AFFIRMED, ()


def _negators(head: Word, setting: Setting) -> Iterator[Word]:
    shared = sharing(head, setting)
    spine = _spine(head) if shared is None else (head, *_spine(shared))
    for token in spine:
        yield from (child for child in token.children if _negates(child, setting) and not _only(child))
        if token.i != head.i and token.lemma_.lower() in setting.know.cues.failing:
            yield token
    arguments = [c for t in (head, shared) if t is not None for c in t.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    yield from (
        g for argument in arguments for g in argument.children if g.i < argument.i and g.lower_ in ("no", "neither", "none", "not")
    )
    if head.dep_ in ("pobj", "pcomp") and head.head.lower_ in ("without", "no"):
        yield head.head


def _negates(child: Word, setting: Setting) -> bool:
    """``not``, ``never``, ``no longer``, ``nobody``: beside the verb, or as its subject or object."""
    if child.lower_ == "longer":
        return any(g.lower_ == "no" for g in child.children)
    places = ("det", "advmod", "preconj", "nsubj", "nsubjpass", "dobj", "cc")
    if child.lower_ in UNHURT:
        return child.dep_ in ("acomp", "oprd", "advcl", "advmod", "xcomp", "amod")
    return child.dep_ == "neg" or (child.lower_ in setting.know.cues.negators and child.dep_ in places)


def _only(negator: Word) -> bool:
    """``not only ... but also`` affirms."""
    return negator.i + 1 < len(negator.doc) and negator.nbor(1).lower_ in ("only", "just", "least")


def _spine(head: Word) -> Iterator[Word]:
    """The head and the verbs above it that carry it: "were not able to advance", "failed to take", "have no plans to"."""
    yield head
    token = head
    while token.dep_ in ("xcomp", "acomp", "pcomp", "dobj", "attr", "oprd", "prep", "nsubj", "nsubjpass") or (
        token.dep_ in ("ccomp", "advcl", "acl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
    ):
        above = token.head
        if token.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") and above.lemma_ not in (
            "be",
            "have",
            "make",
            "see",
            "suffer",
            "cause",
            "report",
            "result",
        ):
            break
        token = above
        yield token
        if token.dep_ == "ROOT":
            break


def certainty(head: Word, sayings: tuple[Saying, ...], setting: Setting) -> tuple[Certainty, tuple[Mark, ...]]:
    """Intended where the claim lies ahead, hedged where its past or present is in doubt, else stated."""
    doubt = _doubting(head, setting)
    if doubt is not None:
        return Certainty.HEDGED, (_mark("certainty", "hedged", doubt, setting),)
    mark = _ahead(head, sayings, setting)
    if mark is not None:
        return Certainty.INTENDED, (mark,)
    hedge = _hedge(head, setting)
    if hedge is not None:
        return Certainty.HEDGED, (hedge,)
    return Certainty.STATED, ()


def _doubting(head: Word, setting: Setting) -> Word | None:
    """``I doubt that it fell``: held for untrue, and unsure."""
    above = head.head if head.dep_ == "ccomp" else head
    return next((t for t in (head, above) if t.lemma_.lower() in setting.know.cues.lists["doubting"]), None)


def _ahead(head: Word, sayings: tuple[Saying, ...], setting: Setting) -> Mark | None:
    if is_cause(head):
        return None
    for saying in sayings[:1]:
        if saying.act in AHEAD_ACTS and (head.i in saying.content or head.i == saying.verb) and not is_behind(head):
            return _mark("certainty", "intended", setting.parsed.doc[saying.verb], setting)
    if (
        head.pos_ == "VERB"
        and head.lemma_ in setting.know.cues.lists["committing"]
        and not any(c.dep_ == "oprd" for c in head.children)
    ):
        return _mark("certainty", "intended", head, setting)
    return next((_mark("certainty", "intended", token, setting) for token in _ahead_words(head, setting)), None)


def _ahead_words(head: Word, setting: Setting) -> Iterator[Word]:
    cues = setting.know.cues
    for token in _carriers(head):
        modal = next((c for c in token.children if c.dep_ == "aux" and c.lower_ in cues.ahead_modals), None)
        if modal is not None and not _past_modal(modal, token) and not _was_unable(modal, token):
            yield modal
        if token.i != head.i and _points_ahead(token, head, setting):
            yield token
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children):
            yield token
        yield from (c for c in token.children if c.dep_ in ("amod", "advmod", "compound") and cues.ahead.fullmatch(c.lower_))
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ == "ahead":
        yield head.head.head  # "ahead of talks"
    infinitive = head.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)
    if infinitive and head.dep_ in ("advcl", "acl", "relcl", "ROOT"):
        yield head


def _points_ahead(token: Word, head: Word, setting: Setting) -> bool:
    """``plans to``, ``a decision to``, ``is about to``, ``is going to``, ``the aim is to``; not ``called it a success``."""
    cues = setting.know.cues
    lemma = token.lemma_.lower()
    done = lemma == "commit" and any(c.dep_ == "dobj" for c in token.children)  # "committed abuses"
    if done or any(c.dep_ == "oprd" for c in token.children):
        return False
    if token.pos_ == "NOUN":
        return lemma in cues.ahead_nouns
    if token.lemma_ == "be":
        subjects = (c.lemma_.lower() for c in token.children if c.dep_ == "nsubj")
        return any(noun in cues.ahead_nouns and not (noun == EFFORT and head.pos_ == "NOUN") for noun in subjects)
    if lemma in ONLY_TO:
        return _has_infinitive(token)
    return lemma in cues.ahead_verbs and not _is_trying(token, head)


def _has_infinitive(token: Word) -> bool:
    """``is going to attack``, ``are about to``; not ``is going on``, ``concerned about the attack``."""
    return any(c.tag_ == "VB" and any(g.tag_ == "TO" for g in c.children) for c in token.children)


def _past_modal(modal: Word, verb: Word) -> bool:
    """``may have fallen`` doubts the past."""
    return any(c.lower_ in ("have", "'ve", "’ve") and c.dep_ == "aux" and c.i > modal.i for c in verb.children)


def _was_unable(modal: Word, verb: Word) -> bool:
    """``could not hit the port``: it was tried; ``could no longer hold it``."""
    return modal.lower_ == "could" and any(c.dep_ == "neg" or c.lower_ == "longer" for c in verb.children)


def _is_trying(token: Word, head: Word) -> bool:
    """``tried to advance``, ``continues to shell``: it went on, it is no mere aim."""
    return token.lemma_ in ("try", "attempt", "continue", "manage", "help", "tell", "call", "keep", "able") and token.tag_ != "VB"


def _carriers(head: Word) -> Iterator[Word]:
    """The head and what governs it inside its clause, up to the clause's own verb."""
    yield head
    token = head
    for _ in range(5):
        if token.dep_ in ("ROOT", "ccomp", "relcl", "parataxis", "advcl", "conj") and not (
            token.tag_ == "VB" and token.dep_ in ("ccomp", "advcl", "conj", "relcl")
        ):
            return
        if token.dep_ == "acl" and token.tag_ != "VB":
            return
        token = token.head
        yield token


def _hedge(head: Word, setting: Setting) -> Mark | None:
    """Words of doubt that hang on the claim's own words: "reportedly", "alleged", "is believed to have", "may have"."""
    lists = setting.know.cues.lists
    for token in _carriers(head):
        for child in token.children:
            past = child.dep_ == "aux" and child.lower_ in ("may", "might", "could", "must") and _past_modal(child, token)
            adverb = child.lower_ in lists["hedging"] and child.dep_ in ("advmod", "amod", "npadvmod", "acomp")
            if past or adverb or (child.lower_ in lists["unproven"] and child.dep_ in ("amod", "compound")):
                return _mark("certainty", "hedged", child, setting)
        if token.i != head.i and _is_doubted(token, lists):
            return _mark("certainty", "hedged", token, setting)
    return _seen_to(head, setting) or _likely(head, setting)


def _seen_to(head: Word, setting: Setting) -> Mark | None:
    """``the film appears to show soldiers firing``: what seems to be shown."""
    near = islice(head.ancestors, 3)  # the verb, whom it tells of, what shows them
    showing = next((t for t in near if t.lemma_ == "show" and t.dep_ == "xcomp"), None)
    seems = showing is not None and showing.head.lemma_.lower() in setting.know.cues.lists["seeming"]
    return _mark("certainty", "hedged", showing.head, setting) if showing is not None and seems else None


def _likely(head: Word, setting: Setting) -> Mark | None:
    """``it is likely that the village fell``."""
    above = head.head if head.dep_ in ("ccomp", "csubj") else None
    word = (
        next((c for c in above.children if c.lower_ in setting.know.cues.lists["hedging"] and c.dep_ == "acomp"), None)
        if above
        else None
    )
    return _mark("certainty", "hedged", word, setting) if word is not None else None


def _is_doubted(verb: Word, lists: dict[str, frozenset[str]]) -> bool:
    """``appears to hold``, ``is believed to have fled``, ``I doubt that``."""
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    lemma = verb.lemma_.lower()
    if any(g.lower_ == "no" for c in verb.children if c.dep_ == "nsubjpass" for g in c.children):
        return False  # "no casualties were reported"
    return lemma in lists["seeming"] or (passive and lemma in lists["hearsay"])


def _mark(of: str, value: str, token: Word, setting: Setting) -> Mark:
    return Mark(of, value, setting.parsed.span(token))
