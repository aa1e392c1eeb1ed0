"""A saying -> where it was said: ``on Telegram``, ``in its evening report``, ``told CNN``, ``in an interview with the radio``."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.claims.setting import Setting
from rashomon.claims.sources import phrase
from rashomon.claims.sayings import Saying
from rashomon.model import ChainRole, Link

if TYPE_CHECKING:
    from spacy.tokens import Token


def channel_of(saying: Saying, setting: Setting) -> Link | None:
    """Where it was said: ``on Telegram``, ``in its evening report``, ``told CNN``, ``in an interview with the radio``."""
    verb = setting.parsed.doc[saying.verb]
    for token in _channel_tokens(verb, saying, setting):
        link = _channel_link(token, setting)
        if link is not None:
            return link
    if saying.source is not None and saying.source.lemma_.lower() in ("statement", "post", "message"):
        return Link(ChainRole.CHANNEL, saying.source.lemma_.lower(), setting.parsed.span(saying.source))
    return None


def _channel_tokens(verb: "Token", saying: Saying, setting: Setting) -> "Iterator[Token]":
    if verb.pos_ == "NOUN":
        return
    for holder in [verb, *[c for c in verb.children if c.dep_ in ("agent", "xcomp", "advcl", "conj", "dobj")]]:
        for child in holder.children:
            if (
                child.dep_ in ("prep", "dative", "agent")
                and child.lower_ in setting.know.cues.channel_prepositions
                and child.i not in saying.content
            ):
                yield from (p for p in child.children if p.dep_ == "pobj")
            elif (
                child.dep_ in ("dobj", "dative", "npadvmod")
                and child.i not in saying.content
                and verb.lemma_ in ("tell", "inform", "write")
            ):
                yield child


def _channel_link(token: "Token", setting: Setting) -> Link | None:
    words = phrase(token)
    span = setting.parsed.span(words)
    outlet = next((o for s, o in setting.know.outlets.find(span.of(setting.parsed.report.text))), None)
    noun = token.lemma_.lower() in setting.know.cues.channels or token.lower_ in setting.know.cues.channels
    if token.lemma_.lower() == "medium" and any(t.lower_ == "social" for t in words):
        return Link(ChainRole.CHANNEL, "social media", span)
    if outlet is not None and outlet.kind in ("channel", "broadcaster", "paper", "agency"):
        name = f"{outlet.name} interview" if token.lemma_ == "interview" else outlet.name
        return Link(ChainRole.CHANNEL, name, span)
    if not noun:
        return None
    text = re.sub(r"^(?:the|a|an|its|his|her|their|our)\s+", "", span.of(setting.parsed.report.text), flags=re.I)
    return Link(ChainRole.CHANNEL, text, span)
