"""A word of saying -> the clause in which its own speaker speaks beside another one: "X said A; Y denied B"."""

from rashomon.claims.parse.words import Word

# "X said that A, while B held", "A, X said, as Y reported B": the contrast is the reporter's.
CONTRASTS = frozenset({"while", "whereas"})
BESIDES = CONTRASTS | {"as"}
TOLD = frozenset({"dobj", "xcomp", "oprd", "ccomp", "acomp"})


def own_clause(verb: Word) -> frozenset[int]:
    """The verb with its speaker and what is said, where ";" or ", as" sets them apart; else nothing."""
    opening = [c for c in verb.children if c.dep_ in ("mark", "nsubj") and c.i < verb.i]
    start = min((c.left_edge.i for c in opening), default=0)
    speaks = has_words(verb) and any(c.dep_ == "nsubj" for c in opening)
    if start == 0 or not speaks or not _is_apart(verb.doc[start]):
        return frozenset()
    return frozenset(t.i for t in verb.subtree if t.i >= start)


def has_words(verb: Word) -> bool:
    """What is said stands after the verb."""
    return any(c.i > verb.i and c.dep_ in TOLD for c in verb.children)


def _is_apart(first: Word) -> bool:
    before = first.doc[first.i - 1].text
    return before == ";" or (before == "," and first.dep_ == "mark" and first.lower_ in BESIDES)
