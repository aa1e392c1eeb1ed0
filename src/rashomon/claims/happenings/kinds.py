"""Setting -> cues: which verbs and nouns of a report say that something happened, and of what kind."""

from collections.abc import Iterator
from itertools import chain

from rashomon.claims.happenings.cue import ENGAGED, Cue
from rashomon.claims.happenings.meant import meant
from rashomon.claims.happenings.sharpening import sharpened
from rashomon.claims.parse.arguments import is_counted, is_passive, object_of, perceived_by, subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.frames import apposed_denial
from rashomon.knowledge.cues import NounCue, VerbCue
from rashomon.model import Kind

MISTAKEN = {"raped": "rape", "raping": "rape", "retook": "retake", "raging": "rage"}  # whose lemma the model does not know
NO_WAR = "neither its sentence nor those around it speak of war"
FAR = 12  # tokens from a verb to the last word of its phrase


def find_cues(setting: Setting) -> tuple[Cue, ...]:
    """Every cue of the report in text order; a token tells one kind."""
    found: list[Cue] = []
    for token in setting.parsed.doc:
        cue = verb_cue(token, setting) or noun_cue(token, setting)
        if cue is not None:
            found.append(sharpened(cue, found, setting))
    taken = {i for cue in found if len(cue.words) > 1 for i in cue.words if i != cue.head.i}
    return tuple(cue for cue in found if cue.head.i not in taken)


def verb_cue(token: Word, setting: Setting) -> Cue | None:
    """The first frame of the verb's lemma that its arguments fit."""
    return next((cue for cue, misfit in verb_trials(token, setting) if misfit is None), None)


def verb_trials(token: Word, setting: Setting) -> Iterator[tuple[Cue, str | None]]:
    """Every frame whose words stand together, in the order of trial, with the reason why it does not fit; None where it does."""
    if token.pos_ not in ("VERB", "AUX") and token.tag_ not in ("VBN", "VBD", "VBG") and not _governs(token):
        return
    for frame in setting.know.cues.verbs.get(MISTAKEN.get(token.lower_, token.lemma_.lower()), ()):
        words = _words(token, frame.words, setting)
        if words:
            cue = Cue(token, frame.row.kind, words, f"verb {' '.join(frame.words)}")
            yield cue, _verb_misfit(token, frame, words, setting)


def _governs(token: Word) -> bool:
    """``Iran reserves the right``: a verb by its subject and object, whatever the tagger made of it."""
    return token.dep_ == "ROOT" and token.tag_ in ("NN", "NNS") and {"nsubj", "dobj"} <= {c.dep_ for c in token.children}


def _verb_misfit(token: Word, frame: VerbCue, words: tuple[int, ...], setting: Setting) -> str | None:
    return next(_verb_misfits(token, frame, words, setting), None) or _misfit(token, frame, words, setting)


def _verb_misfits(token: Word, frame: VerbCue, words: tuple[int, ...], setting: Setting) -> Iterator[str]:
    """Reasons why a verb tells nothing by this frame, whatever the classes of its arguments."""
    if _only_describes(token, frame, setting):
        yield "it only describes a noun"
    yield from _phrase_misfits(token, frame, words, setting)
    if frame.row.kind is Kind.ATTACK and "protest" in setting.classes(object_of(token)):
        yield "what falls on a protest is no fighting"
    if frame.row.kind is Kind.ASSESS and any(_is_deed(c, setting) for c in token.children if c.dep_ == "nsubj"):
        yield "its subject tells what happened"
    if frame.row.kind is Kind.AID and setting.classes(subject_of(token)) & {"strike", "attack"}:
        yield "an attack gives nothing"
    if setting.other_news(token):
        yield "its sentence speaks of other news"


def _phrase_misfits(token: Word, frame: VerbCue, words: tuple[int, ...], setting: Setting) -> Iterator[str]:
    """Reasons that hold for one phrase alone."""
    if frame.words == ("fail",) and any(c.dep_ == "neg" for c in token.children):
        yield "what has not failed is judged, not repelled"
    if frame.words == ("remain",) and any(c.lemma_ in ENGAGED for c in token.children):
        yield "what somebody remains engaged in is told by its own noun"
    if frame.words == ("speak", "to") and _to_the_press(words, setting):
        yield "who speaks to the press only speaks"
    if frame.words[0] == "fire" and any(t.lower_ in ("air", "sky") and t.head.lower_ == "into" for t in token.subtree):
        yield "shots into the air hit nothing"
    if frame.words == ("charge",) and is_passive(token):
        yield "who is charged is accused"
    if frame.words == ("be", "behind") and any(_tells_deed(setting.parsed.doc[i], setting) for i in words):
        yield "who is behind a deed is told to have done it"


def _to_the_press(words: tuple[int, ...], setting: Setting) -> bool:
    heard = (p for i in words for p in setting.parsed.doc[i].children if p.dep_ == "pobj")
    return any(p.lower_ in setting.know.cues.channels for p in heard)


def _only_describes(token: Word, frame: VerbCue, setting: Setting) -> bool:
    """``the occupied city``, ``soldiers killed``; ``rockets launched at the port were intercepted`` is told by its end."""
    if token.dep_ in ("amod", "compound", "nmod"):
        return not _tells_beside_noun(token, frame, setting)
    if token.dep_ != "acl" or token.tag_ != "VBN":
        return False
    if perceived_by(token) is not None:
        return False
    ended = token.head.dep_ == "nsubjpass" and token.head.head.lemma_ in ("intercept", "shoot", "down", "destroy", "jam")
    return ended or is_counted(token) or all(c.dep_ in ("advmod", "npadvmod") for c in token.children)


def _is_deed(token: Word, setting: Setting) -> bool:
    cue = noun_cue(token, setting)
    return (
        cue is not None and cue.kind in (Kind.ATTACK, Kind.STRIKE) and token.head.lemma_.lower() in setting.know.cues.lists["light"]
    )


def _tells_deed(preposition: Word, setting: Setting) -> bool:
    """``behind the attacks``: the noun tells what was done."""
    return any(noun_cue(p, setting) is not None for p in preposition.children if p.dep_ == "pobj")


def _tells_beside_noun(token: Word, cue: VerbCue, setting: Setting) -> bool:
    """``a wrecked house in the town``, ``the newly liberated village of X`` tell something; ``the occupied city`` only names it."""
    thing = cue.row.kind is Kind.DESTRUCTION and setting.classes(token.head) & {"structure", "equipment", "place"}
    taken = cue.row.kind is Kind.CAPTURE and cue.words[0] not in ("occupy", "annex")
    told = thing or taken or cue.row.kind is Kind.WITHDRAW
    return bool(told) and any(c.dep_ in ("prep", "appos", "relcl") for c in token.head.children)


def _words(token: Word, words: tuple[str, ...], setting: Setting) -> tuple[int, ...]:
    """Word numbers of a cue's words around its verb, () where one is missing."""
    if len(words) == 1:
        return (token.i,)
    lemma = MISTAKEN.get(token.lower_, token.lemma_.lower())
    if any(word != lemma and word not in setting.vocabulary(token) for word in words):
        return ()
    found = [token.i]
    near = [member for child in token.children for member in setting.members(child)]
    own = words.index(lemma) if lemma in words else 0
    rest = (*words[:own], *words[own + 1 :])
    for number, word in enumerate(rest, start=1):
        last = number == len(rest)  # the "to" of "go to" is no "to" of an infinitive; that of "try to advance" is
        farther = (g for c in near for g in c.children if abs(g.i - token.i) < FAR)
        told = (t for t in chain(near, farther) if word in (t.lemma_.lower(), t.lower_) and not (last and t.dep_ == "aux"))
        hit = next((t for t in told if not any(c.dep_ == "pobj" and setting.is_time(c) for c in t.children)), None)
        if hit is None:
            return ()
        found.append(hit.i)
        near = [*hit.children, *token.children]
    return tuple(sorted(found))


def _misfit(token: Word, frame: VerbCue, words: tuple[int, ...], setting: Setting) -> str | None:
    row = frame.row
    if row.weak and not setting.in_war(token):
        return NO_WAR
    patient, doer = object_of(token) or _place_after(token, setting), subject_of(token)
    named = patient is not None and patient.i in words  # "close the siege": the cue names its object
    if row.object and not named and not row.object & setting.classes(patient):
        return _wrong("object", patient, row.object, setting)
    if row.subject and not row.subject & (setting.classes(doer) | meant(doer, setting)):
        return _wrong("subject", doer, row.subject, setting)
    if row.with_ and not row.with_ & _with_classes(token, setting):
        return f"nothing that it is done with is {_either(row.with_)}"
    return None


def _place_after(verb: Word, setting: Setting) -> Word | None:
    """``captured Bakhmut``: a name that the tagger takes for an adverb is the object all the same."""
    return next(
        (c for c in verb.children if c.i == verb.i + 1 and c.i in setting.places and c.dep_ not in ("nsubj", "nsubjpass")), None
    )


def _wrong(slot: str, argument: Word | None, wanted: frozenset[str], setting: Setting) -> str:
    """``the object "vase" is other, not place or position``."""
    if argument is None:
        return f"it has no {slot}, and asks for {_either(wanted)}"
    return f"the {slot} {argument.text!r} is {_either(setting.classes(argument))}, not {_either(wanted)}"


def _either(classes: frozenset[str]) -> str:
    return " or ".join(sorted(classes - {"none"})) or "none"


def _with_classes(token: Word, setting: Setting) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "by", "using"):
            for pobj in prep.children:
                found |= setting.classes(pobj)
    return found


def noun_cue(token: Word, setting: Setting) -> Cue | None:
    """The first frame of the noun's lemma that its modifiers and complement fit."""
    return next((cue for cue, misfit in noun_trials(token, setting) if misfit is None), None)


def noun_trials(token: Word, setting: Setting) -> Iterator[tuple[Cue, str | None]]:
    """Every frame of the noun's lemma in the order of trial, with the reason why it does not fit; None where it does."""
    beside_noun = token.dep_ in ("compound", "nmod", "amod") and token.head.pos_ in ("NOUN", "PROPN")
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or beside_noun:
        return
    nouns, named = setting.know.cues.nouns, setting.names.get(token.i)
    plural = nouns.get(token.lower_, ()) if token.lemma_.lower() != token.lower_ else ()
    for frame in (*nouns.get(token.lemma_.lower(), ()), *plural):
        words = _before(token, frame.words)
        if words:
            cue = Cue(token, frame.row.kind, words, f"noun {' '.join(frame.words)}")
            part_of_name = named is not None and named[1].kind in ("person", "medium", "body", "force")
            yield cue, "it is part of a name" if part_of_name else _noun_misfit(token, frame, setting)


def _before(token: Word, words: tuple[str, ...]) -> tuple[int, ...]:
    start = token.i - len(words) + 1
    if start < token.sent.start:
        return ()
    for offset, word in enumerate(words):
        other = token.doc[start + offset]
        if word not in (other.lemma_.lower(), other.lower_):
            return ()
    return tuple(range(start, token.i + 1))


def _noun_misfit(token: Word, frame: NounCue, setting: Setting) -> str | None:
    return next(_noun_misfits(token, frame, setting), None)


def _noun_misfits(token: Word, frame: NounCue, setting: Setting) -> Iterator[str]:
    """Every reason why the noun tells nothing by this frame."""
    row = frame.row
    beside = {g.lemma_.lower() for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss") for g in (c, *c.subtree)}
    if row.weak and not setting.in_war(token):
        yield NO_WAR
    if any(c.lower_ == "any" for c in token.children) and not _is_turned_down(token, setting):
        yield "any such thing: none is told"
    if token.dep_ == "nsubj" and _has_weight(token.head, setting):
        yield "its effect is judged"
    if row.kind is Kind.ACCUSE and apposed_denial(token, setting) is not None:
        yield "it only takes up what is denied"
    if token.lemma_ == "stronghold" and token.dep_ not in ("attr", "ROOT") and _complement_classes(token, setting) & {"place"}:
        yield "it only names the place"
    if row.unless & beside:
        yield f"{min(row.unless & beside)!r} beside it tells of something else"
    if any(c.pos_ == "NUM" for c in token.children):
        beside |= {"number"}
    if row.modifiers and not row.modifiers & (beside | set(_sides_beside(token, setting)) | _complement_lemmas(token)):
        yield f"no word beside it is {_either(row.modifiers)}"
    if row.of and not row.of & _complement_classes(token, setting):
        yield f"what follows is not {_either(row.of)}"


def _is_turned_down(noun: Word, setting: Setting) -> bool:
    """``did not see any attack``, ``denies having ordered any killings``."""
    denied = any(word.lemma_.lower() in setting.know.cues.denying for word in noun.ancestors)
    return denied or any(c.dep_ == "neg" for c in noun.head.children)


def _has_weight(verb: Word, setting: Setting) -> bool:
    """``would have little effect``, ``made no difference``."""
    objects = (c for c in verb.children if c.dep_ in ("dobj", "attr"))
    return verb.lemma_ in ("have", "make") and any(c.lemma_.lower() in setting.know.cues.lists["weight"] for c in objects)


def _sides_beside(token: Word, setting: Setting) -> Iterator[str]:
    """ "side" and "force" where a nation or force stands beside the noun: "Russian gains"."""
    for child in token.children:
        if child.dep_ in ("amod", "compound", "poss", "nmod") and (child.i in setting.names or child.i in setting.places):
            yield "side"
        if "force" in setting.classes(child) and child.dep_ == "poss":
            yield "force"


def _complement_lemmas(token: Word) -> set[str]:
    return {p.lemma_.lower() for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.subtree}


def _complement_classes(token: Word, setting: Setting) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "in", "at", "on", "to"):
            for pobj in prep.children:
                found |= setting.classes(pobj)
        if prep.dep_ == "poss":
            found |= setting.classes(prep)
    return found
