"""Clauses that no cue claims -> finds: what a source judges, demands or promises, and how the reporter says things stand."""

from collections.abc import Iterator, Sequence

from rashomon.claims.happenings.cue import Cue
from rashomon.claims.happenings.finds import Find, unsaid
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Chains, Said
from rashomon.claims.speech.sayings import AHEAD_ACTS
from rashomon.model import Kind

VERBAL = ("VERB", "AUX")
TELLING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "ADV"})
MAIN = frozenset({"ROOT", "ccomp", "parataxis"})


def judgements(
    finds: Sequence[Find], cues: Sequence[Cue], setting: Setting, chains: Chains, remarked: frozenset[int]
) -> list[Find]:
    """Clauses of somebody's word that no cue claims: what the source judges; `remarked` words speak of the truth of claims."""
    stated = {i for find in finds for i in _way_up(find)}
    cued = {i for cue in cues for i in cue.words if not cue.is_noun} | {find.cue.head.i for find in finds}
    speaking = frozenset(said.saying.verb for said in chains.said)
    found = []
    silent = unsaid(setting) | remarked
    for token in setting.parsed.doc:
        if token.i in stated | silent or not _is_main(token) or not setting.in_war(token) or _is_empty(token, setting):
            continue
        inner = chains.around(token.i)
        running = chains.running.get(token.sent.start)
        told = inner or running or _judges(token, setting)
        if not told or token.i in speaking or any(c.i in speaking and c.dep_ == "acomp" for c in token.children):
            continue
        if (inner and not _is_top(token, inner[0], setting)) or _only_thinks(token, setting) or _shows(token, setting):
            continue
        if any(i in cued for i in _core(token, setting.know.cues.lists["copulas"])):
            continue
        if len(list(token.subtree)) >= 3:
            kind = Kind.THREATEN if inner and _threatens(token, inner[0], setting) else Kind.ASSESS
            found.append(Find(Cue(token, kind, (token.i,), "judgement of a source"), token))
    return found


def _is_empty(verb: Word, setting: Setting) -> bool:
    """``We will see``, ``it had no information``, ``he could not comment``: nothing is judged and nothing told."""
    lists = setting.know.cues.lists
    below = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    if any(t.lemma_.lower() in lists["empty"] for t in (verb, *below)):
        return True
    return verb.lemma_.lower() in lists["cognition"] and not any(
        t.pos_ in TELLING and t.i != verb.i and not t.dep_.startswith("aux") for t in verb.subtree
    )


def _way_up(find: Find) -> "Iterator[int]":
    """The verbs from the one that states a find down to its cue: ``was trying but failing to surround`` is one clause."""
    yield find.stated.i
    below = find.cue.head
    while below.i != find.stated.i and below.dep_ in ("xcomp", "conj", "acomp", "advcl", "pcomp", "prep"):
        yield below.i
        below = below.head


def _threatens(verb: Word, said: Said, setting: Setting) -> bool:
    """``warned it would close the strait``: the speaker's own act, announced as a threat."""
    warns = setting.parsed.doc[said.saying.verb].lemma_ in setting.know.cues.lists["threatening"]
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "would") for c in verb.children)
    return warns and ahead and any(c.dep_ == "nsubj" and c.lower_ in ("it", "they", "he", "she", "we") for c in verb.children)


def demands(finds: Sequence[Find], setting: Setting, chains: Chains) -> Iterator[Find]:
    """What is demanded, promised or threatened without a cue of its own: "vowed to wipe out the group"."""
    told = {find.stated.i for find in finds} | {find.cue.head.i for find in finds}
    for said in chains.said:
        verb = setting.parsed.doc[said.saying.verb]
        stands_alone = (
            said.saying.act in AHEAD_ACTS and said.saying.form in ("object", "infinitive", "noun") and said.voice is not None
        )
        if stands_alone and setting.in_war(verb) and not told & {verb.i, *said.saying.content} and _asks(said, setting):
            kind = Kind.THREATEN if verb.lemma_ in setting.know.cues.lists["threatening"] else Kind.ASSESS
            yield Find(Cue(verb, kind, (verb.i,), "a demand or promise"), verb)


def _asks(said: Said, setting: Setting) -> bool:
    """More is demanded than "it", and by the speaker: "Asked about the raid, the spokesman said" demands nothing."""
    verb = setting.parsed.doc[said.saying.verb]
    named = any(setting.parsed.doc[i].pos_ in ("NOUN", "PROPN", "VERB") for i in said.saying.content)
    return named and not (verb.dep_ == "advcl" and verb.tag_ == "VBN")


def _judges(token: Word, setting: Setting) -> bool:
    """``The situation is tense``, in the reporter's own voice: a main clause that says how things stand in a war."""
    if token.dep_ not in ("ROOT", "conj") or token.lemma_ not in setting.know.cues.lists["copulas"]:
        return False
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    said_of = next((c for c in token.children if c.dep_ in ("acomp", "attr")), None)
    return (
        subject is not None
        and said_of is not None
        and subject.pos_ in ("NOUN", "PROPN")
        and setting.strong.get(token.sent.start, False)
    )


def _is_main(token: Word) -> bool:
    """A clause of its own or a complement, or one that is joined to such; "it was the army that fell back" only points."""
    top = token
    while top.dep_ == "conj" and top.head.pos_ in VERBAL:
        top = top.head
    return token.pos_ in VERBAL and top.dep_ in MAIN and not _only_points(token)


def _only_points(verb: Word) -> bool:
    """``it was the army that``, ``what matters is that``: what follows is the claim; ``did not comment``: none."""
    if any(c.dep_ == "prep" and c.lower_ == "for" and any(p.lower_ == "comment" for p in c.children) for c in verb.children):
        return True
    if verb.lemma_ in ("comment", "respond", "reply", "react") and any(c.dep_ == "neg" for c in verb.children):
        return True
    if verb.lemma_ != "be":
        return False
    cleft = any(c.lower_ == "it" for c in verb.children) and any(c.dep_ == "attr" and _has_clause(c) for c in verb.children)
    what = any(c.dep_ in ("csubj", "nsubj") and c.left_edge.lower_ == "what" for c in verb.children)
    return cleft or (what and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children))


def _has_clause(noun: Word) -> bool:
    return any(c.dep_ == "relcl" for c in noun.children)


def _is_top(token: Word, said: Said, setting: Setting) -> bool:
    """The verb stands at the top of what is said: nothing above it is said too, but for "we know that"."""
    above = token.head
    if above.i == token.i or above.i not in said.saying.content or _only_thinks(above, setting):
        return True
    return token.dep_ in ("conj", "parataxis") and _is_top(above, said, setting)


def _only_thinks(verb: Word, setting: Setting) -> bool:
    """``We understand that ...``: the speaker's own thinking; what is thought is the claim."""
    thinks = verb.lemma_.lower() in setting.know.cues.lists["cognition"] and any(c.dep_ == "ccomp" for c in verb.children)
    return thinks and any(c.dep_ == "nsubj" and c.lower_ in ("i", "we", "you") for c in verb.children)


def _shows(verb: Word, setting: Setting) -> bool:
    """``geolocated footage confirmed that``: what it shows is the claim."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    evident = subject is not None and subject.lemma_.lower() in setting.know.cues.frames["evidence"]
    return evident and any(c.dep_ == "ccomp" for c in verb.children)


def _core(verb: Word, copulas: frozenset[str]) -> "Iterator[int]":
    """The verb with its subject and object: where a cue there states the clause already."""
    yield verb.i
    for child in verb.children:
        judged = verb.lemma_ in copulas and child.dep_ == "nsubj"
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and not judged:
            yield child.i
