"""Sayings and voices -> for every token the chain it reached us through: source, channel, relay."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.claims.setting import Setting
from rashomon.claims.speech.blocks import with_quotations
from rashomon.claims.speech.channels import channel_of, interviews
from rashomon.claims.speech.quotations import find_quotations
from rashomon.claims.speech.relays import narrated_by, relay_of
from rashomon.claims.speech.running import Running, Said, running_sources
from rashomon.claims.speech.sayings import MIND, Saying, content_runs
from rashomon.claims.speech.sources import name_sources
from rashomon.claims.speech.utterances import find_sayings
from rashomon.claims.speech.voices import Voice
from rashomon.model import Attribution, ChainRole, Link, Span, hull

__all__ = ["Chains", "Said", "attributions", "find_chains"]

RELAY = ChainRole.RELAY
NEAR = 8  # sayings before and after which an agency may report one
SHARED = {
    ChainRole.CHANNEL: "the only place of speaking that the report names for this speaker",
    ChainRole.RELAY: "named for the statement that this one goes on with",
}


@dataclass(frozen=True, slots=True)
class Chains:
    """Who says what in a report: explicit sayings, running sources by sentence (its first token), who narrates.

    `thought` are beliefs and wishes: attributions, but nobody's word for a happening. `holding` are the sayings by token.
    """

    said: tuple[Said, ...]
    running: Running
    thought: tuple[Said, ...] = ()
    narration: tuple[Link, ...] = ()
    holding: dict[int, tuple[Said, ...]] = field(default_factory=dict)

    def around(self, token: int) -> tuple[Said, ...]:
        """The sayings whose content holds the token, innermost first."""
        holding = self.holding.get(token, ())
        return tuple(sorted(holding, key=lambda said: (_passes_on(said, holding), len(said.saying.content), -said.saying.verb)))

    def links(self, around: Sequence[Said], sentence: int) -> tuple[Link, ...]:
        """Source, channel and relay of what `around` says (innermost first), or of the running source.

        Without either it is narration: the agency of the report's dateline, or ().
        """
        holding = [said for said in around if said.voice is not None]
        if not holding:
            return self._through_narration(self._running(sentence))
        inner = holding[0]
        links = [inner.links[0]]
        for role in (ChainRole.CHANNEL, ChainRole.RELAY):
            own = _in_role(inner, role) or next(filter(None, (_outer(said, inner, role) for said in holding[1:])), None)
            links += [own] if own is not None and own.name != links[0].name else []
        return self._through_narration(tuple(links))

    def _through_narration(self, links: tuple[Link, ...]) -> tuple[Link, ...]:
        known = any(link.role is ChainRole.RELAY for link in links) or any(
            link.name == relay.name for link in links for relay in self.narration
        )
        return links if known else (*links, *self.narration)

    def _running(self, sentence: int) -> tuple[Link, ...]:
        if sentence not in self.running:
            return ()
        said, because = self.running[sentence]
        return tuple(replace(link, span=None, because=because) for link in said.links)


def _passes_on(said: Said, holding: Sequence[Said]) -> bool:
    """A medium that reports what somebody else is quoted with stands outside, however long the quotation."""
    medium = said.voice is not None and said.voice.kind == "medium"
    return medium and not any(said.saying.verb in other.saying.content for other in holding)


def _in_role(said: Said, role: ChainRole) -> Link | None:
    return next((link for link in said.links if link.role is role), None)


def _outer(said: Said, inner: Said, role: ChainRole) -> Link | None:
    """What an outer saying gives: its channel where the same one speaks, its speaker as relay where another one does."""
    same = said.links[0].name == inner.links[0].name
    if role is ChainRole.CHANNEL:
        return _in_role(said, role) if same else None
    if same:
        return _in_role(said, role)
    return replace(said.links[0], role=ChainRole.RELAY) if _hands_on(said, inner) else None


def _hands_on(outer: Said, inner: Said) -> bool:
    """A medium that reports it, or whoever says that the other one said so; not who only speaks of the same thing."""
    medium = outer.voice is not None and outer.voice.kind in ("medium", "")
    return medium or inner.saying.verb in outer.saying.content


def find_chains(setting: Setting) -> Chains:
    """All attributions of a report, and the sentences that go on with somebody's word."""
    quotations = find_quotations(setting.parsed)
    sayings = with_quotations(find_sayings(setting, quotations), quotations, setting)
    voices = name_sources(sayings, setting)
    said = [_said(saying, voice, setting) for saying, voice in zip(sayings, voices, strict=True)]
    spoken = tuple(entry for entry in said if entry.saying.act != MIND)
    shared = _with_channels(spoken, interviews(setting))
    shared = _with_relays(shared, setting)
    thought = tuple(entry for entry in said if entry.saying.act == MIND)
    running = running_sources(shared, quotations, setting)
    return Chains(shared, running, thought, narrated_by(setting), _by_token(shared))


def _by_token(said: Sequence[Said]) -> dict[int, tuple[Said, ...]]:
    table: dict[int, list[Said]] = {}
    for entry in said:
        for token in entry.saying.content:
            table.setdefault(token, []).append(entry)
    return {token: tuple(entries) for token, entries in table.items()}


def _said(saying: Saying, voice: Voice | None, setting: Setting) -> Said:
    if voice is None:
        return Said(saying, None, ())
    found = (channel_of(saying, setting), relay_of(saying, setting))
    return Said(saying, voice, (voice.link, *(link for link in found if link is not None)))


def _with_channels(said: Sequence[Said], told: dict[str, Link]) -> tuple[Said, ...]:
    """A speaker of whom the report names one place of speaking spoke there throughout, unless another is named."""
    places: dict[str, dict[str, Link]] = {name: {link.name: link} for name, link in told.items()}
    for entry in said:
        link = _in_role(entry, ChainRole.CHANNEL)
        if link is not None:
            places.setdefault(entry.links[0].name, {}).setdefault(link.name, link)
    return tuple(_with_channel(entry, places) for entry in said)


def _with_channel(entry: Said, places: dict[str, dict[str, Link]]) -> Said:
    known = list(places.get(entry.links[0].name, {}).values()) if entry.voice is not None else []
    if len(known) != 1 or _in_role(entry, ChainRole.CHANNEL) is not None:
        return entry
    return replace(entry, links=(*entry.links, replace(known[0], span=None, because=SHARED[ChainRole.CHANNEL])))


def _with_relays(said: Sequence[Said], setting: Setting) -> tuple[Said, ...]:
    """``X said A, AP reported. He went on to say B.``: B came through AP too."""
    found: list[Said] = []
    for number, entry in enumerate(said):
        before = _goes_on_from(entry, found, setting) if entry.voice is not None and _in_role(entry, RELAY) is None else None
        relay = _relay_around(before, [*found[-NEAR:], *said[number : number + NEAR]]) if before is not None else None
        found.append(entry if relay is None else _also_through(entry, relay))
    return tuple(found)


def _also_through(entry: Said, relay: Link) -> Said:
    return replace(entry, links=(*entry.links, replace(relay, span=None, because=SHARED[RELAY])))


def _goes_on_from(entry: Said, earlier: Sequence[Said], setting: Setting) -> Said | None:
    """The statement that this one goes on with: the speaker's in this paragraph, or the last one, if nobody spoke since.

    ``Residents told the BBC that A. One woman said B.``: one of them goes on too.
    """
    voiced = [other for other in earlier if other.voice is not None]
    same = next((other for other in reversed(voiced) if other.links[0].name == entry.links[0].name), None)
    if same is not None and _same_paragraph(same, entry, setting):
        return same
    last = next((other for other in reversed(voiced) if other.voice is not None and other.voice.kind != "medium"), None)
    return last if last is not None and (last is same or _is_one_of(entry, last, setting)) else None


def _is_one_of(entry: Said, group: Said, setting: Setting) -> bool:
    """``one man`` after ``residents``: people without a name, the second of them one of the first."""
    one, many = entry.saying.source, group.saying.source
    if one is None or many is None or one.pos_ != "NOUN" or one.tag_ != "NN" or many.tag_ != "NNS":
        return False
    people = setting.classes(one) & setting.classes(many) & {"person", "soldier"}
    return bool(people) and any(c.lower_ in ("one", "another", "a") for c in one.children)


def _relay_around(entry: Said, near: Sequence[Said]) -> Link | None:
    """The relay of a statement: its own, or who reports it."""
    name, words = entry.links[0].name, entry.saying.content
    outer = (o for o in near if o.voice is not None and o.links[0].name != name and o.saying.verb > entry.saying.verb)
    passing = (replace(o.links[0], role=RELAY) for o in outer if o.saying.content & words and _hands_on(o, entry))
    return _in_role(entry, RELAY) or next(passing, None)


def _same_paragraph(first: Said, second: Said, setting: Setting) -> bool:
    left, right = setting.parsed.starts[first.saying.verb], setting.parsed.starts[second.saying.verb]
    return "\n" not in setting.parsed.report.text[min(left, right) : max(left, right)]


def attributions(chains: Chains, setting: Setting) -> tuple[Attribution, ...]:
    """The sayings as spans of the report, in text order."""
    every = sorted((*chains.said, *chains.thought), key=lambda said: said.saying.cue)
    return tuple(_attribution(said, setting) for said in every)


def _attribution(said: Said, setting: Setting) -> Attribution:
    parsed, saying = setting.parsed, said.saying
    content = tuple(parsed.between(a, b) for a, b in content_runs(saying.content))
    name = said.links[0].name if said.links else None
    cue = (parsed.between(min(saying.cue), max(saying.cue)),)
    return Attribution(_source_words(said, setting), cue, content, name, said.links, saying.rule)


def _source_words(said: Said, setting: Setting) -> tuple[Span, ...]:
    """The words for the speaker, with what describes them, without what they say."""
    named = (said.links[0].span,) if said.links and said.links[0].span is not None else ()
    if said.saying.source is None:
        return named
    own = [t.i for t in said.saying.source.subtree if t.i not in said.saying.content and t.i not in said.saying.cue]
    around = setting.parsed.between(min(own), max(own)) if own else setting.parsed.span(said.saying.source)
    return (hull([around, *named]),) if not named or around.touches(named[0]) else named
