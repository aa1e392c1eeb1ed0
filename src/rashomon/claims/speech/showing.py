"""Somebody who puts up pictures -> a saying: "the governor posted photos of the wrecked school"."""

from collections.abc import Iterator

from rashomon.claims.parse.arguments import PERCEIVING, is_nobody, is_passive, subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.channels import PUTTING_UP
from rashomon.claims.speech.sayings import Saying
from rashomon.claims.speech.voices import CALLED, phrase


def shown(verb: Word, setting: Setting) -> Saying | None:
    """Who puts up pictures says what they show; a medium that airs them only passes them on."""
    pictures = _pictures(verb, setting) if verb.lemma_ in PUTTING_UP and not is_passive(verb) else None
    source = subject_of(verb) if pictures is not None else None
    if pictures is None or source is None or is_nobody(source) or _is_medium(source, setting):
        return None
    content = frozenset(t.i for part in _told(pictures) for t in part.subtree)
    return Saying("say", "noun", (verb.i,), source, content, f"say {verb.lemma_} ({pictures.lemma_})") if content else None


def _pictures(verb: Word, setting: Setting) -> Word | None:
    evidence = setting.know.cues.frames["evidence"]
    return next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in evidence), None)


def _told(pictures: Word) -> Iterator[Word]:
    """What stands behind "of", "showing" and "that shows", and what is told on of it; of the last of several nouns too."""
    for child in pictures.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from child.children
        elif child.dep_ in ("acl", "relcl") and child.lemma_ in PERCEIVING:
            yield from (c for c in child.children if c.i > child.i)
        elif child.dep_ == "relcl":
            yield child  # "photos of the wrecked school, which left three dead"
        elif child.dep_ == "conj" and child.i > pictures.i:
            yield from _told(child)


def _is_medium(source: Word, setting: Setting) -> bool:
    words = setting.parsed.span(phrase(source)).of(setting.parsed.report.text)
    known = "medium" in setting.classes(source) or source.lemma_.lower() in CALLED["medium"]
    return known or next(iter(setting.know.outlets.find(words)), None) is not None
