"""Setting -> cues: which verbs and nouns of a report say that something happened, and of what kind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from rashomon.claims.arguments import object_of, subject_of
from rashomon.claims.setting import Setting
from rashomon.knowledge.cues import NounCue, VerbCue
from rashomon.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that carry a noun of happening: "carried out strikes", "fighting continued".

FAR = 12  # tokens from a verb to the last word of its phrase


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that tells a happening: its kind, the tokens of the cue, the rule that fired."""

    head: "Token"
    kind: Kind
    words: tuple[int, ...]
    rule: str

    @property
    def is_noun(self) -> bool:
        """True for "the recapture of", False for "recaptured"."""
        return self.rule.startswith("noun")


def find_cues(setting: Setting) -> tuple[Cue, ...]:
    """Every cue of the report in text order; a token tells one kind."""
    found: list[Cue] = []
    for token in setting.parsed.doc:
        cue = verb_cue(token, setting) or noun_cue(token, setting)
        if cue is not None:
            found.append(_by_weapon(cue, found, setting))
    taken = {i for cue in found if len(cue.words) > 1 for i in cue.words if i != cue.head.i}
    return tuple(cue for cue in found if cue.head.i not in taken)


def _by_weapon(cue: Cue, before: list[Cue], setting: Setting) -> Cue:
    """An attack by drones or on a power station is a strike; "the attack" is what was told last."""
    if cue.kind is not Kind.ATTACK:
        return cue
    words = [setting.parsed.doc[i] for i in cue.words]
    beside = [c for w in words for c in (*w.children, *(g for m in setting.members(w) for g in m.children))]
    if any(_is_weapon(c, setting) for c in beside) or _falls_on_structure(words, setting) or _is_structure(cue, setting):
        return replace(cue, kind=Kind.STRIKE)
    definite = (
        cue.head.lemma_ in ("attack", "assault", "raid")
        and cue.is_noun
        and any(c.lower_ in ("the", "this", "that", "these", "those") for c in cue.head.children)
    )
    if definite and not any(c.dep_ == "prep" for c in cue.head.children):
        last = next((c for c in reversed(before) if c.kind in (Kind.ATTACK, Kind.STRIKE)), None)
        return replace(cue, kind=last.kind) if last is not None else cue
    return cue


def _is_weapon(token: "Token", setting: Setting) -> bool:
    """``drone attack``, ``an attack with missiles``, ``aerial attacks``."""
    if token.dep_ in ("compound", "amod", "nmod"):
        return bool(setting.know.cues.classes.get(token.lemma_.lower(), frozenset()) & {"projectile", "airborne"}) or (
            token.lower_ in setting.know.cues.lists["aerial"]
        )
    if token.dep_ == "prep" and token.lower_ in ("with", "by", "using"):
        return any(setting.classes(p) & {"projectile"} for p in token.children)
    return False


def _is_structure(cue: Cue, setting: Setting) -> bool:
    """``attacked the depots``, ``the bridge came under attack``."""
    patient = None if cue.is_noun else object_of(cue.head)
    if patient is None or patient.i in cue.words:
        patient = next((c for c in cue.head.children if c.dep_ == "nsubj"), None) if "under" in cue.rule else None
    classes = setting.classes(patient)
    return "structure" in classes and not classes & {"force", "person"}


def _falls_on_structure(words: "list[Token]", setting: Setting) -> bool:
    """``attacks on power stations``: nobody storms a power station on foot without its being told."""
    on = [p for w in words for c in w.children if c.dep_ == "prep" and c.lower_ in ("on", "against") for p in c.children]
    return any("structure" in setting.classes(p) and "force" not in setting.classes(p) for p in on)


def verb_cue(token: "Token", setting: Setting) -> Cue | None:
    """The first frame of the verb's lemma that its arguments fit."""
    if token.pos_ not in ("VERB", "AUX") and token.tag_ not in ("VBN", "VBD", "VBG"):
        return None
    beside_noun = token.dep_ in ("amod", "compound", "nmod")
    for cue in setting.know.cues.verbs.get(token.lemma_.lower(), ()):
        words = _words(token, cue.words, setting)
        if words and (not beside_noun or _tells_beside_noun(token, cue)) and _fits(token, cue, words, setting):
            return Cue(token, cue.row.kind, words, f"verb {' '.join(cue.words)}")
    return None


def _tells_beside_noun(token: "Token", cue: VerbCue) -> bool:
    """``a wrecked house in the town``, ``the newly liberated village of X`` tell something; ``the occupied city`` only names it."""
    told = cue.row.kind in (Kind.DESTRUCTION, Kind.WITHDRAW) or (
        cue.row.kind is Kind.CAPTURE and cue.words[0] not in ("occupy", "annex")
    )
    return told and any(c.dep_ in ("prep", "appos", "relcl") for c in token.head.children)


def _words(token: "Token", words: tuple[str, ...], setting: Setting) -> tuple[int, ...]:
    """Token numbers of a cue's words around its verb, () where one is missing."""
    found = [token.i]
    near = [member for child in token.children for member in setting.members(child)]
    own = words.index(token.lemma_.lower()) if token.lemma_.lower() in words else 0
    for word in (*words[:own], *words[own + 1 :]):
        farther = (g for c in near for g in c.children if abs(g.i - token.i) < FAR)
        hit = next((t for t in chain(near, farther) if word in (t.lemma_.lower(), t.lower_) and t.dep_ != "aux"), None)
        if hit is None:
            return ()
        found.append(hit.i)
        near = [*hit.children, *token.children]
    return tuple(sorted(found))


def _fits(token: "Token", cue: VerbCue, words: tuple[int, ...], setting: Setting) -> bool:
    row = cue.row
    if row.weak and not setting.in_war(token):
        return False
    patient = object_of(token)
    named = patient is not None and patient.i in words  # "close the siege": the cue names its object
    if row.object and not named and not row.object & setting.classes(patient):
        return False
    if row.subject and not row.subject & setting.classes(subject_of(token)):
        return False
    return not row.with_ or bool(row.with_ & _with_classes(token, setting))


def _with_classes(token: "Token", setting: Setting) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "by", "using"):
            for pobj in prep.children:
                found |= setting.classes(pobj)
    return found


def noun_cue(token: "Token", setting: Setting) -> Cue | None:
    """The first frame of the noun's lemma that its modifiers and complement fit."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or (
        token.dep_ in ("compound", "nmod", "amod") and token.head.pos_ in ("NOUN", "PROPN")
    ):
        return None
    if token.i in setting.names and setting.names[token.i][1].kind in ("person", "medium", "body", "force"):
        return None
    nouns = setting.know.cues.nouns
    for cue in (*nouns.get(token.lemma_.lower(), ()), *(nouns.get(token.lower_, ()) if token.lemma_ != token.lower_ else ())):
        words = _before(token, cue.words)
        if words and _noun_fits(token, cue, setting):
            return Cue(token, cue.row.kind, words, f"noun {' '.join(cue.words)}")
    return None


def _before(token: "Token", words: tuple[str, ...]) -> tuple[int, ...]:
    start = token.i - len(words) + 1
    if start < token.sent.start:
        return ()
    for offset, word in enumerate(words):
        other = token.doc[start + offset]
        if word not in (other.lemma_.lower(), other.lower_):
            return ()
    return tuple(range(start, token.i + 1))


def _noun_fits(token: "Token", cue: NounCue, setting: Setting) -> bool:
    row = cue.row
    beside = {c.lemma_.lower() for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss")}
    beside |= {g.lemma_.lower() for c in token.children if c.dep_ in ("compound", "nmod", "amod") for g in c.subtree}
    if row.weak and not setting.in_war(token):
        return False
    if row.unless & beside:
        return False
    if any(c.pos_ == "NUM" for c in token.children):
        beside = beside | {"number"}
    if row.modifiers and not row.modifiers & (beside | set(_sides_beside(token, setting)) | _complement_lemmas(token)):
        return False
    return not row.of or bool(row.of & _complement_classes(token, setting))


def _sides_beside(token: "Token", setting: Setting) -> Iterator[str]:
    """ "side" and "force" where a nation or force stands beside the noun: "Russian gains"."""
    for child in token.children:
        if child.dep_ in ("amod", "compound", "poss", "nmod") and (child.i in setting.names or child.i in setting.places):
            yield "side"
        if "force" in setting.classes(child) and child.dep_ == "poss":
            yield "force"


def _complement_lemmas(token: "Token") -> set[str]:
    return {p.lemma_.lower() for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.subtree}


def _complement_classes(token: "Token", setting: Setting) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "in", "at"):
            for pobj in prep.children:
                found |= setting.classes(pobj)
        if prep.dep_ == "poss":
            found |= setting.classes(prep)
    return found
