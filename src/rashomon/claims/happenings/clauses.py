"""A cue's head -> the clause that states it: from its subject to the end of its predicate, at most one sentence."""

from collections.abc import Collection

from rashomon.claims.parse.arguments import is_elliptic
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.model import Span

# Parts of a verb's clause that tell something of their own.
OWN_CLAUSES = frozenset({"conj", "advcl", "relcl", "parataxis", "acl", "ccomp", "csubj"})
EDGES = frozenset(",;:.—–-…()[]”“\"»«'")


def extent(head: Word, heads: Collection[int], outside: Collection[int], setting: Setting) -> Span:
    """The clause of `head` without the clauses of other `heads` and the words `outside` (the words of saying)."""
    if head.dep_ == "amod" and head.tag_ == "VBN":
        tokens = noun_tokens(head.head, heads)
    else:
        tokens = noun_tokens(head, heads) if head.pos_ in ("NOUN", "PROPN") and head.dep_ != "ROOT" else verb_tokens(head, heads)
    kept = sorted((t for t in tokens if t.i not in outside), key=lambda t: t.i)  # a crossing tree does not come in order
    if head not in kept:
        kept = [head]
    return _trimmed(_run_around(head, kept), setting)


def verb_tokens(head: Word, heads: Collection[int]) -> list[Word]:
    """Subject, verb, objects and adverbials; no leading adverbial clause, no clause that another head states."""
    own = _own_tokens(head, heads)
    numbers = {t.i for t in own}
    opening = [t for t in head.children if t.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")]
    first = min((t.left_edge.i for t in opening), default=_verb_start(head, numbers))
    return _antecedent_tokens(head) + [t for t in own if t.i >= first]


def _own_tokens(head: Word, heads: Collection[int]) -> list[Word]:
    """The subtree of `head` without the clauses that tell something of their own."""
    found, waiting = [], [head]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += [child for child in token.children if not _is_own_clause(child, heads)]
    return sorted(found, key=lambda t: t.i)


def _antecedent_tokens(head: Word) -> list[Word]:
    """``the reservists called up in May``, ``the city, which fell in May``: whom a relative or participle tells of."""
    if head.dep_ not in ("relcl", "acl") or head.head.pos_ not in ("NOUN", "PROPN", "NUM"):
        return []
    return [t for t in head.head.subtree if t.i < head.left_edge.i]


def _verb_start(head: Word, own: Collection[int]) -> int:
    """Without a subject of its own the clause starts at the first auxiliary or adverb of the verb."""
    near = [t for t in head.children if t.dep_ in ("aux", "auxpass", "neg", "advmod") and t.i < head.i and t.i in own]
    return min([*(t.left_edge.i for t in near), head.i])


def _is_own_clause(token: Word, heads: Collection[int]) -> bool:
    if _is_inside_subject(token):
        return False
    if token.i in heads and token.dep_ in OWN_CLAUSES and token.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
        return not (token.dep_ == "advcl" and token.tag_ == "VBG" and token.i < token.head.i)
    independent = (
        token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    )
    return token.dep_ == "parataxis" or (independent and not is_elliptic(token))


def _is_inside_subject(clause: Word) -> bool:
    """``the rockets fired at the port | were shot down``: what stands between subject and verb stays."""
    noun = clause.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head  # "the number of people killed in the raid | has risen"
    return clause.dep_ in ("acl", "relcl") and noun.dep_ in ("nsubj", "nsubjpass") and noun.i < clause.i < noun.head.i


def noun_tokens(head: Word, heads: Collection[int]) -> list[Word]:
    """The noun phrase with its complements; a relative clause after a comma is left out."""
    cut: set[int] = set()
    for child in head.subtree:
        if child.i == head.i:
            continue
        after_comma = child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text == ","
        if (child.dep_ in ("relcl", "acl", "appos") and after_comma) or (child.dep_ in ("conj", "parataxis") and child.i in heads):
            cut |= {t.i for t in child.subtree}
    return [t for t in head.subtree if t.i not in cut]


def _run_around(head: Word, kept: list[Word]) -> list[Word]:
    """The stretch around the head without holes of more than two tokens."""
    at = kept.index(head)
    first = last = at
    while first > 0 and kept[first].i - kept[first - 1].i <= 3:
        first -= 1
    while last + 1 < len(kept) and kept[last + 1].i - kept[last].i <= 3:
        last += 1
    return kept[first : last + 1]


def _trimmed(tokens: list[Word], setting: Setting) -> Span:
    kept = list(tokens)
    while len(kept) > 1 and (
        kept[-1].text in EDGES or kept[-1].dep_ in ("cc", "mark") or kept[-1].lower_ in ("and", "but", "while", "that", "which")
    ):
        kept.pop()
    while len(kept) > 1 and (
        kept[0].text in EDGES or kept[0].dep_ == "cc" or kept[0].lower_ in ("that", "and", "but", "while", "because")
    ):
        kept.pop(0)
    return setting.parsed.between(kept[0].i, kept[-1].i)
