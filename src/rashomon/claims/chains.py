"""Sayings and voices -> for every token the chain it reached us through: source, channel, relay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.claims.blocks import with_quotations
from rashomon.claims.channels import channel_of
from rashomon.claims.quotations import find_quotations
from rashomon.claims.sayings import MIND, Saying, content_runs
from rashomon.claims.setting import Setting
from rashomon.claims.sources import Voice, name_sources, phrase
from rashomon.claims.speakers import find_sayings
from rashomon.model import Attribution, ChainRole, Link, hull

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

# A sentence that opens so goes on with what was told before it.
QUOTED_SHARE = 0.6  # a sentence with that share of quoted words is speech


@dataclass(frozen=True, slots=True)
class Said:
    """A saying with its voice and its links (source first, then channel)."""

    saying: Saying
    voice: Voice | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """Who says what in a report: explicit sayings, and running sources by sentence (its first token)."""

    said: tuple[Said, ...]
    running: dict[int, tuple[Said, str]]
    thought: tuple[Said, ...] = ()

    def around(self, token: int) -> tuple[Said, ...]:
        """The sayings whose content holds the token, innermost first."""
        holding = [said for said in self.said if token in said.saying.content]
        return tuple(sorted(holding, key=lambda said: (len(said.saying.content), -said.saying.verb)))

    def links(self, around: Sequence[Said], sentence: int) -> tuple[Link, ...]:
        """Source, channel and relay of what `around` says (innermost first), or of the running source; () is narration."""
        holding = [said for said in around if said.voice is not None]
        if not holding:
            return self._running(sentence)
        inner = holding[0]
        relay = next((said.voice for said in holding[1:] if said.voice and said.voice.link.name != inner.links[0].name), None)
        links = list(inner.links)
        if len(links) < 2:
            outer = [
                link
                for said in holding[1:]
                for link in said.links
                if link.role is ChainRole.CHANNEL and said.links[0].name == inner.links[0].name
            ]
            links += outer[:1]
        return (*links, *([_as_relay(relay)] if relay is not None else []))

    def _running(self, sentence: int) -> tuple[Link, ...]:
        if sentence not in self.running:
            return ()
        said, because = self.running[sentence]
        return tuple(Link(link.role, link.name, None, link.office, link.side, because) for link in said.links)


def _as_relay(voice: Voice) -> Link:
    link = voice.link
    return Link(ChainRole.RELAY, link.name, link.span, link.office, link.side, link.because)


def find_chains(setting: Setting) -> Chains:
    """All attributions of a report, and the sentences that go on with somebody's word."""
    quotations = find_quotations(setting.parsed)
    sayings = with_quotations(find_sayings(setting, quotations), quotations, setting)
    voices = name_sources(sayings, setting)
    said = tuple(_said(saying, voice, setting) for saying, voice in zip(sayings, voices, strict=True))
    spoken = tuple(entry for entry in said if entry.saying.act != MIND)
    shared = _share_channels(spoken, _interviews(setting))
    return Chains(shared, _running_sources(shared, setting), tuple(entry for entry in said if entry.saying.act == MIND))


def _said(saying: Saying, voice: Voice | None, setting: Setting) -> Said:
    channel = channel_of(saying, setting) if voice is not None else None
    links = ([voice.link] if voice is not None else []) + ([channel] if channel is not None else [])
    return Said(saying, voice, tuple(links))


def _share_channels(said: tuple[Said, ...], interviews: dict[str, Link]) -> tuple[Said, ...]:
    """A speaker of whom the report names one place of speaking spoke there throughout, unless another is named."""
    told: dict[str, dict[str, Link]] = {name: {link.name: link} for name, link in interviews.items()}
    for entry in said:
        if entry.voice is not None and len(entry.links) > 1:
            told.setdefault(entry.links[0].name, {}).setdefault(entry.links[1].name, entry.links[1])
    return tuple(_with_channel(entry, told) for entry in said)


def _with_channel(entry: Said, told: dict[str, dict[str, Link]]) -> Said:
    places = told.get(entry.links[0].name, {}) if entry.voice is not None else {}
    if len(entry.links) != 1 or len(places) != 1:
        return entry
    link = next(iter(places.values()))
    shared = Link(
        link.role, link.name, None, link.office, link.side, "the only place of speaking that the report names for this speaker"
    )
    return Said(entry.saying, entry.voice, (*entry.links, shared))


def _interviews(setting: Setting) -> dict[str, Link]:
    """``X was interviewed by Y``: where X speaks in the rest of the report."""
    found: dict[str, Link] = {}
    for token in setting.parsed.doc:
        subject = (
            next((c for c in token.children if c.dep_ == "nsubjpass"), None)
            if token.lemma_ == "interview" and token.pos_ == "VERB"
            else None
        )
        agent = next((p for c in token.children if c.dep_ == "agent" for p in c.children), None) if subject is not None else None
        if subject is not None and agent is not None and subject.i in setting.names:
            span = setting.parsed.span(phrase(agent))
            outlet = next((o for _, o in setting.know.outlets.find(span.of(setting.parsed.report.text))), None)
            if outlet is not None:
                found[setting.names[subject.i][1].name] = Link(ChainRole.CHANNEL, f"{outlet.name} interview", span)
    return found


def _running_sources(said: tuple[Said, ...], setting: Setting) -> dict[int, tuple[Said, str]]:
    sentences = list(setting.parsed.doc.sents)
    quoted = find_quotations(setting.parsed).tokens
    own = {s.start: [e for e in said if s.start <= e.saying.verb < s.end and e.voice is not None] for s in sentences}
    running: dict[int, tuple[Said, str]] = {}
    for number, sentence in enumerate(sentences):
        if own[sentence.start]:
            continue
        share = sum(1 for t in sentence if t.i in quoted) / max(1, len(sentence))
        found = (
            _for_quote(number, sentences, own, setting)
            if share >= QUOTED_SHARE
            else _for_plain(number, sentences, own, running, setting)
        )
        if found is not None:
            running[sentence.start] = found
    return running


def _for_quote(number: int, sentences: "Sequence[Words]", own: dict[int, list[Said]], setting: Setting) -> tuple[Said, str] | None:
    """A quotation without a speaker: the speaker of its paragraph before it, after it, then of the paragraph before."""
    before = _nearest(number, -1, sentences, own, 3)
    after = _nearest(number, 1, sentences, own, 2)
    if before is not None and _same_paragraph(sentences[before[0]], sentences[number], setting):
        return before[1][-1], "the speaker before in the paragraph"
    if after is not None and _same_paragraph(sentences[number], sentences[after[0]], setting):
        return after[1][0], "the speaker after in the paragraph"
    if before is not None:
        return before[1][-1], "a quotation that goes on from the paragraph before"
    return (after[1][0], "a quotation whose speaker follows") if after is not None else None


def _for_plain(
    number: int, sentences: "Sequence[Words]", own: dict[int, list[Said]], running: dict[int, tuple[Said, str]], setting: Setting
) -> tuple[Said, str] | None:
    """Plain words between two statements of one speaker, or that go on ("However, ...") inside the speaker's paragraph."""
    before = _nearest(number, -1, sentences, own, 2)
    after = _nearest(number, 1, sentences, own, 2)
    if before is None or not _same_paragraph(sentences[before[0]], sentences[number], setting):
        return None
    same = after is not None and after[1][0].links[0].name == before[1][-1].links[0].name
    if same and after is not None and _same_paragraph(sentences[number], sentences[after[0]], setting):
        return before[1][-1], "between two statements of the speaker"
    if sentences[number][0].lower_ in setting.know.cues.lists["goes_on"] and number - before[0] == 1:
        return before[1][-1], f"goes on with the statement ({sentences[number][0].text})"
    return None


def _nearest(
    number: int, step: int, sentences: "Sequence[Words]", own: dict[int, list[Said]], reach: int
) -> tuple[int, list[Said]] | None:
    for distance in range(1, reach + 1):
        at = number + step * distance
        if not 0 <= at < len(sentences):
            return None
        speaking = [e for e in own[sentences[at].start] if e.saying.act in ("say", "confirm", "deny", "accuse", "promise", "order")]
        if speaking:
            return at, speaking
    return None


def _same_paragraph(first: "Words", second: "Words", setting: Setting) -> bool:
    left, right = setting.parsed.ends[first.end - 1], setting.parsed.starts[second.start]
    return "\n" not in setting.parsed.report.text[min(left, right) : max(left, right)]


def attributions(chains: Chains, setting: Setting) -> tuple[Attribution, ...]:
    """The sayings as spans of the report, in text order."""
    every = sorted((*chains.said, *chains.thought), key=lambda said: said.saying.cue)
    return tuple(_attribution(said, setting) for said in every)


def _attribution(said: Said, setting: Setting) -> Attribution:
    parsed, saying = setting.parsed, said.saying
    source = (said.links[0].span,) if said.links and said.links[0].span is not None else ()
    if saying.source is not None:
        own = [t.i for t in saying.source.subtree if t.i not in saying.content]
        around = parsed.between(min(own), max(own)) if own else None
        source = (hull([around, *source]),) if around is not None and source and around.touches(source[0]) else source
    content = tuple(parsed.between(a, b) for a, b in content_runs(saying.content))
    name = said.links[0].name if said.links else None
    return Attribution(source, (parsed.between(min(saying.cue), max(saying.cue)),), content, name, said.links, saying.rule)
