"""Sayings -> the sentences without one that go on with somebody's word, each with the reason for thinking so."""

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.claims.parse.words import Words
from rashomon.claims.setting import Setting
from rashomon.claims.speech.quotations import Quotations
from rashomon.claims.speech.sayings import Saying
from rashomon.claims.speech.voices import Voice
from rashomon.model import Link

QUOTED_SHARE = 0.6  # a sentence with that share of quoted words is speech
SPEAKING = frozenset({"say", "confirm", "deny", "accuse", "promise", "order", "judge"})
FIRST_WORDS = 8  # tokens of a sentence in which "two other drones" still ties it to the sentence before


@dataclass(frozen=True, slots=True)
class Said:
    """A saying with its voice and its links (source first, then channel and relay)."""

    saying: Saying
    voice: Voice | None
    links: tuple[Link, ...]


Running = dict[int, tuple[Said, str]]


@dataclass(frozen=True, slots=True)
class Flow:
    """The sentences of a report, who speaks in each of them, and its paragraphs."""

    sentences: tuple[Words, ...]
    own: dict[int, list[Said]]
    quotations: Quotations
    quoted: frozenset[int]

    def near(self, number: int, step: int, reach: int) -> tuple[int, list[Said]] | None:
        """The nearest sentence before (-1) or after (1) sentence `number` in which somebody speaks."""
        for distance in range(1, reach + 1):
            at = number + step * distance
            if not 0 <= at < len(self.sentences):
                return None
            speaking = [e for e in self.own[self.sentences[at].start] if e.saying.act in SPEAKING]
            if speaking:
                return at, speaking
        return None

    def same_paragraph(self, left: int, right: int) -> bool:
        """True where two sentences, by number, stand in one paragraph."""
        first, second = self.sentences[left].start, self.sentences[right].start
        return self.quotations.paragraph(first) == self.quotations.paragraph(second)


def running_sources(said: Sequence[Said], quotations: Quotations, setting: Setting) -> Running:
    """For sentences (by their first token) without a speaker of their own: whose word they go on with, and why."""
    sentences = tuple(setting.parsed.doc.sents)
    own: dict[int, list[Said]] = {s.start: [] for s in sentences}
    for entry in said:
        if entry.voice is not None:
            own[setting.parsed.doc[entry.saying.verb].sent.start].append(entry)
    flow = Flow(sentences, own, quotations, quotations.tokens)
    running: Running = {}
    for number, sentence in enumerate(sentences):
        if own[sentence.start]:
            continue
        found = _for_quote(number, flow) if _is_quoted(sentence, flow) else _for_plain(number, flow, setting)
        if found is not None:
            running[sentence.start] = found
    return running


def _is_quoted(sentence: Words, flow: Flow) -> bool:
    return sum(1 for t in sentence if t.i in flow.quoted) >= QUOTED_SHARE * len(sentence)


def _for_quote(number: int, flow: Flow) -> tuple[Said, str] | None:
    """A quotation without a speaker: the speaker of its paragraph before it, after it, then of the paragraph before."""
    before, after = flow.near(number, -1, 3), flow.near(number, 1, 2)
    if before is not None and flow.same_paragraph(before[0], number):
        return before[1][-1], "the speaker before in the paragraph"
    if after is not None and flow.same_paragraph(number, after[0]):
        return after[1][0], "the speaker after in the paragraph"
    if before is not None:
        return before[1][-1], "a quotation that goes on from the paragraph before"
    return (after[1][0], "a quotation whose speaker follows") if after is not None else None


def _for_plain(number: int, flow: Flow, setting: Setting) -> tuple[Said, str] | None:
    """Plain words between two statements of one speaker, or that go on with one inside the speaker's paragraph."""
    before, after = flow.near(number, -1, 2), flow.near(number, 1, 2)
    if before is None or not flow.same_paragraph(before[0], number):
        return None
    same = after is not None and after[1][0].links[0].name == before[1][-1].links[0].name
    if same and after is not None and flow.same_paragraph(number, after[0]):
        return before[1][-1], "between two statements of the speaker"
    word = _tied_by(flow.sentences[number], setting)
    if word is not None and number - before[0] == 1:
        return before[1][-1], f"goes on with the statement ({word})"
    return None


def _tied_by(sentence: Words, setting: Setting) -> str | None:
    """The word that ties a sentence to the one before: "However", "two other drones", "at the same time"."""
    if sentence[0].lower_ in setting.know.cues.lists["goes_on"]:
        return sentence[0].text
    return next((t.text for t in sentence[:FIRST_WORDS] if t.lower_ in setting.know.cues.frames["further"]), None)
