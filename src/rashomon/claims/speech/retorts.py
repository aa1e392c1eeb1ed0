"""A word of saying -> the answer it gives to what was told before: ``denied it``, ``called the account baseless``, ``not us``."""

from dataclasses import replace

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.contents import NOTHING, Content, subtree
from rashomon.claims.speech.sayings import Saying
from rashomon.knowledge.cues import SpeechRow

FALSE = frozenset("baseless false untrue groundless unfounded absurd lie fabrication nonsense fake invention falsehood".split())
POINTERS = frozenset(
    "it this that them claim allegation accusation report statement assertion charge account toll figure number version"
    " announcement news narrative tally count suggestion responsibility involvement complicity".split()
)
OURS = frozenset({"us", "me", "ours"})


def act_of(verb: Word, row: SpeechRow) -> str:
    """What the row says; who did not deny something has said that it may be so ("did not rule out the fall")."""
    return "say" if row.act == "deny" and is_negated(verb) else row.act


def not_us(saying: Saying, setting: Setting) -> Saying:
    """``“This was not us,” said an aide``: all that is said is that somebody else has done what was told."""
    doc = setting.parsed.doc
    told = [doc[i] for i in sorted(saying.content) if doc[i].is_alpha or doc[i].dep_ == "neg"]
    if saying.act != "say" or not 3 <= len(told) <= 5 or told[-1].lower_ not in OURS:
        return saying
    denied = told[0].lower_ in ("this", "that", "it") and told[1].lemma_ == "be" and any(t.dep_ == "neg" for t in told)
    return replace(saying, act="deny", rule=f"deny {doc[saying.verb].lemma_} (what was told)") if denied else saying


def of_what_was_told(verb: Word, row: SpeechRow, cue: tuple[int, ...], source: Word | None) -> Saying | None:
    """``denied it``, ``called the account baseless``, ``called reports of the fall untrue``."""
    told = _told_falsely(verb) if row.act == "judge" else NOTHING
    if told:
        return Saying("deny", "judged", cue, source, told, f"deny {verb.lemma_} (reports of it are false)")
    false = row.act == "judge" and is_called_false(verb)
    pointed = _pointed_at(verb) if row.act == "deny" or false else NOTHING
    act = "deny" if false else act_of(verb, row)
    return Saying(act, "noun", cue, source, pointed, f"{row.act} {verb.lemma_} (what was told)") if pointed else None


def is_called_false(verb: Word) -> bool:
    """``called the account baseless``, ``described the report as a lie``."""
    named = (g for c in verb.children if c.dep_ in ("oprd", "ccomp", "prep", "attr", "xcomp", "acomp") for g in (c, *c.children))
    return any(word.lemma_.lower() in FALSE for word in named)


def _told_falsely(verb: Word) -> Content:
    """``called reports of the fall untrue``: what the reports tell, wherever the parser hung the last word."""
    reports = next((c for c in verb.children if c.i > verb.i and c.lemma_.lower() in POINTERS and c.pos_ == "NOUN"), None)
    after = [t for t in verb.sent if reports is not None and t.i > reports.i and t.i in subtree(verb)]
    end = next((t.i for t in after if t.lemma_.lower() in FALSE and not _describes(t)), None)
    if reports is None or end is None or end < reports.i + 3:
        return NOTHING
    return frozenset(t.i for t in verb.doc[reports.i : end] if not t.is_punct)


def _describes(word: Word) -> bool:
    """``false friends``: said of the next word alone."""
    return word.i + 1 < word.sent.end and word.nbor().pos_ == "NOUN"


def _pointed_at(verb: Word) -> Content:
    """``deny it``, ``denied the claim``: the object only points at what was told before."""
    own = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    bare = own is not None and all(t.i == own.i or t.pos_ in ("DET", "PRON", "ADJ") or t.i < own.i for t in own.subtree)
    return subtree(own) if own is not None and bare and own.lemma_.lower() in POINTERS else NOTHING


def is_negated(verb: Word) -> bool:
    """``did not deny``, ``neither confirmed nor denied``."""
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor") for c in verb.children)
