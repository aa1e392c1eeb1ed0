"""Notices of correction: what "an earlier version of this article said" is withdrawn, and no claim of today."""

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting

EARLIER = frozenset({"earlier", "previous", "original", "prior", "first"})
PRINTED = frozenset({"version", "edition"})
NOTICES = frozenset({"correction", "clarification", "erratum", "corrigendum"})


def withdrawn(setting: Setting) -> frozenset[int]:
    """The words of every clause that an earlier version told."""
    return frozenset(t.i for verb in setting.parsed.doc if is_withdrawn(verb) for t in verb.subtree)


def is_withdrawn(verb: Word) -> bool:
    """``Correction: an earlier version said``: the subject is a version that is no longer printed."""
    subjects = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
    return any(_is_old(t) for subject in subjects for t in subject.subtree)


def is_notice(source: Word) -> bool:
    """``Correction``, at the head of a line: nobody who speaks."""
    return source.lower_ in NOTICES and source.i == source.sent.start


def _is_old(token: Word) -> bool:
    return token.lemma_.lower() in PRINTED and any(c.lower_ in EARLIER for c in token.children)
