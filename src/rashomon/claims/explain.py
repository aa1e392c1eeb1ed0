"""Report -> for every sentence, which cue frames were tried on its words, which fired, and why the others did not."""

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.claims.happenings.kinds import noun_trials, verb_trials
from rashomon.claims.parse.grammar import Parsed, parse
from rashomon.claims.setting import Setting
from rashomon.claims.survey import survey
from rashomon.knowledge import Knowledge
from rashomon.model import Kind, Report, Span


@dataclass(frozen=True, slots=True)
class Trial:
    """One frame tried on one word: the word, the frame ("verb shoot down"), its kind, and why it did not fit (None: it fired)."""

    word: Span
    frame: str
    kind: Kind
    misfit: str | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence, whether its surroundings speak of war, and the frames tried on it in text order."""

    sentence: Span
    war: bool
    trials: tuple[Trial, ...]


def explain(report: Report, know: Knowledge) -> Iterator[Explained]:
    """The trials of every sentence of a report in English, in text order; boilerplate is left out as in reading."""
    for parsed in parse([report], known=know.is_name):
        setting = survey(parsed, know)
        for sentence in parsed.doc.sents:
            tried = tuple(trial for token in sentence for trial in _trials(token.i, parsed, setting))
            yield Explained(parsed.between(sentence.start, sentence.end - 1), setting.war[sentence.start], tried)


def _trials(number: int, parsed: Parsed, setting: Setting) -> Iterator[Trial]:
    """The frames tried on one token: the search ends with the first that fits, as in reading."""
    token = parsed.doc[number]
    for trials in (verb_trials(token, setting), noun_trials(token, setting)):
        for cue, misfit in trials:
            yield Trial(parsed.span(token), cue.rule, cue.kind, misfit)
            if misfit is None:
                return
