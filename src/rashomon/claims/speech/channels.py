"""A saying -> where it was said: ``on Telegram``, ``in its evening report``, ``told CNN``, ``in an interview with the radio``."""

import re
from collections.abc import Iterator

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.sayings import Saying
from rashomon.claims.speech.voices import phrase
from rashomon.model import ChainRole, Link, Span

ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|our|this|that)\s+", re.IGNORECASE)
WRITTEN = frozenset({"statement", "post", "message", "bulletin", "communique", "communiqué", "tweet", "letter"})
PUTTING_UP = frozenset({"post", "publish", "release", "share", "put", "issue", "upload", "broadcast", "air", "record"})
ADDRESSED = frozenset({"tell", "inform", "write"})
HOLDERS = frozenset({"agent", "xcomp", "advcl", "conj", "dobj"})
QUOTING = frozenset({"quote", "cite"})
WHERE = frozenset({"in", "at", "on", "near", "during", "over", "about", "after", "before", "from"})
BY_PLACE = frozenset({"arrival", "opening"})  # "on arrival at the summit": the place says which


def channel_of(saying: Saying, setting: Setting) -> Link | None:
    """Where it was said, from the words around the saying; None where they do not tell."""
    verb = setting.parsed.doc[saying.verb]
    for token in _channel_tokens(verb, saying, setting):
        link = _channel_link(token, setting, saying.content)
        if link is not None:
            return link
    source = saying.source
    if source is not None and source.lemma_.lower() in WRITTEN:
        return _channel_link(source, setting) or Link(ChainRole.CHANNEL, source.lemma_.lower(), setting.parsed.span(source))
    return None


def _channel_tokens(verb: Word, saying: Saying, setting: Setting) -> Iterator[Word]:
    if verb.pos_ == "NOUN":
        yield verb
        return
    above = [verb.head] if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ == "VERB" else []
    for holder in [verb, *[c for c in verb.children if c.dep_ in HOLDERS], *above]:
        yield from (t for t in _beside(holder, verb, setting) if t.i not in saying.content)


def _beside(holder: Word, verb: Word, setting: Setting) -> Iterator[Word]:
    """Heads of the phrases beside a verb that may name a channel."""
    for child in holder.children:
        if child.dep_ == "agent" and holder.lemma_ in QUOTING:
            continue  # who quotes is the relay
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in setting.know.cues.channel_prepositions:
            yield from (p for p in child.children if p.dep_ == "pobj")
        elif child.dep_ in ("dobj", "dative", "npadvmod") and (verb.lemma_ in ADDRESSED or holder.lemma_ in PUTTING_UP):
            yield child


def _channel_link(token: Word, setting: Setting, said: frozenset[int] = frozenset()) -> Link | None:
    whole = _up_to(said, phrase(token))
    words = _without_places(token, whole)
    span = setting.parsed.span(words)
    outlet = next((o for s, o in setting.know.outlets.find(span.of(setting.parsed.report.text))), None)
    posted = _posted_on(whole[len(words) :], setting)
    if outlet is None and posted is not None:
        return posted
    if token.lemma_.lower() == "medium" and any(t.lower_ == "social" for t in words):
        return Link(ChainRole.CHANNEL, "social media", span)
    if outlet is not None:
        return Link(ChainRole.CHANNEL, f"{outlet.name} interview" if token.lemma_ == "interview" else outlet.name, span)
    if token.lemma_.lower() not in setting.know.cues.channels and token.lower_ not in setting.know.cues.channels:
        return None
    return Link(ChainRole.CHANNEL, ARTICLE.sub("", span.of(setting.parsed.report.text)), span)


def _posted_on(rest: list[Word], setting: Setting) -> Link | None:
    """``a statement on its X account``: what is named says more than what kind of text it was."""
    if not rest or rest[0].lower_ not in ("on", "via"):
        return None
    span = setting.parsed.span(rest)
    named = next((o for _, o in setting.know.outlets.find(span.of(setting.parsed.report.text))), None)
    return Link(ChainRole.CHANNEL, named.name, span) if named is not None else None


def _without_places(head: Word, words: list[Word]) -> list[Word]:
    """``a meeting in Ramstein`` -> a meeting; "arrival at the summit" stays."""
    if head.lemma_.lower() in BY_PLACE:
        return words
    cut = {t.i for c in head.children if c.dep_ == "prep" and c.i > head.i and c.lower_ in WHERE for t in c.subtree}
    first = min((i for i in cut if i > head.i), default=words[-1].i + 1)
    return [t for t in words if t.i < first] or words


def _up_to(said: frozenset[int], words: list[Word]) -> list[Word]:
    """The phrase up to what is said, which the parser may have hung on it."""
    first = next((n for n, t in enumerate(words) if n and (t.i in said or t.lower_ == "that")), len(words))
    kept = words[:first]
    while kept and kept[-1].dep_ == "prep":
        kept.pop()  # "pictures of | the wrecked school"
    return kept or words


def interviews(setting: Setting) -> dict[str, Link]:
    """``X was interviewed by Y``: where X, by name, speaks in the rest of the report."""
    found: dict[str, Link] = {}
    for token in setting.parsed.doc:
        if token.lemma_ != "interview" or token.pos_ != "VERB":
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
        agent = next((p for c in token.children if c.dep_ == "agent" for p in c.children), None)
        if subject is not None and agent is not None and subject.i in setting.names:
            span = setting.parsed.span(phrase(agent))
            link = _interview(span, setting)
            if link is not None:
                found[setting.names[subject.i][1].name] = link
    return found


def _interview(span: Span, setting: Setting) -> Link | None:
    outlet = next((o for _, o in setting.know.outlets.find(span.of(setting.parsed.report.text))), None)
    return Link(ChainRole.CHANNEL, f"{outlet.name} interview", span) if outlet is not None else None
