"""``took part in the attack``, ``had no role in it``: the verb of the clause that says who shared in a happening."""

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting

HAVING = frozenset({"take", "have", "play", "be"})
INTO = frozenset({"in", "of", "with", "to"})


def sharing(deed: Word, setting: Setting) -> Word | None:
    """The verb by which somebody is said to share, or not to share, in `deed`, a noun or an -ing form; None where none is."""
    if deed.dep_ not in ("pobj", "pcomp") or deed.head.lower_ not in INTO:
        return None
    holder, lists = deed.head.head, setting.know.cues.lists
    if holder.lemma_ in lists["joining"] and holder.pos_ in ("VERB", "ADJ"):
        return _verb_of(holder)
    had = next((c for c in holder.children if c.dep_ in ("dobj", "attr") and c.i < deed.i), holder)
    if had.lemma_ in lists["sharing"] and had.dep_ in ("dobj", "attr"):
        return had.head if had.head.lemma_ in HAVING else None
    return _nothing_to_do(holder) if deed.head.lower_ == "with" else None


def _verb_of(joining: Word) -> Word:
    """``were not involved``, tagged as an adjective: the verb before it."""
    return joining.head if joining.dep_ == "acomp" and joining.head.pos_ in ("VERB", "AUX") else joining


def _nothing_to_do(doing: Word) -> Word | None:
    """``had nothing to do with the raid``, ``had something to do with it``."""
    thing = doing.head
    had = doing.lemma_ == "do" and thing.dep_ == "dobj" and thing.head.lemma_ == "have"
    return thing.head if had else None
