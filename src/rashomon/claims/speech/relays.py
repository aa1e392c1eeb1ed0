"""A report and its sayings -> through whom they reached us: agencies in datelines and closing lines, reporters, "told X"."""

import re
from collections.abc import Iterator

from rashomon.claims.parse.arguments import subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.sayings import Saying
from rashomon.claims.speech.voices import phrase
from rashomon.knowledge.outlets import Outlet
from rashomon.model import ChainRole, Link, Span

# KYIV, Jan. 3 (Reuters) - ; (AFP) — ; By Amin Sefa, Nordlys Wire
DATELINE = re.compile(r"^[^\n()]{0,60}\((?P<name>[^()\n]{2,40})\)\s*[-–—―:]", re.MULTILINE)
BARE_DATELINE = re.compile(r"^(?:[A-Z][A-Z .,'’]{2,30}[,/]\s*)?(?P<name>[A-Z][\w.&’' ]{1,30}?)\s+[-–—―]\s", re.MULTILINE)
LEAD = re.compile(r",\s+(?:as\s+)?(?:the\s+)?(?P<name>[A-Z][\w.&’' -]{1,40}?)\s+reports(?=[.,\n])")  # house style of agencies
CREDIT = re.compile(
    r"\b(?:with (?:information|reporting|material|inputs?|files|contributions?) (?:from|by)|(?:source|credit)s?:|reporting by|"
    r"as reported by|originally published by|text by|story by|this (?:report|story|article) (?:includes|contains|uses) \w+ from)\s+"
    r"(?:the\s+)?(?P<name>[A-Z][\w.&’' -]{1,50})",
    re.IGNORECASE,
)
BYLINE = re.compile(r"^By\s+(?P<name>[A-Z][^\n]{2,60})$", re.MULTILINE)
AGENCY_LIKE = re.compile(
    r"^[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*)* (?:Wire|News Agency|Agency|Press|News Service|News|Newswire|Press Service)$"
)
FORWARDED = re.compile(r"^Forwarded from (?P<name>[^\n]{2,80})\s*\Z", re.MULTILINE)  # the last line of a forwarded post
OPENING = 600  # characters in which a dateline or byline stands
REPORTERS = frozenset("journalist reporter correspondent photographer crew team stringer newsroom".split())
MEDIA = frozenset({"agency", "paper", "broadcaster"})
TELLING = frozenset({"tell", "inform", "speak", "say", "interview", "describe"})


def narrated_by(setting: Setting) -> tuple[Link, ...]:
    """The agency through which the whole report came, where dateline, byline or closing line names one; else ()."""
    text = setting.parsed.report.text
    forwarded = FORWARDED.search(text)
    if forwarded is not None:
        span = Span(*forwarded.span("name"))
        return (Link(ChainRole.RELAY, forwarded["name"], span, because="the channel from which the post was forwarded"),)
    for name, start in _credits(text):
        found = _agency(name, setting)
        if found is not None:
            printed, at = found
            span = Span(start + at, start + at + len(printed[1]))
            return (Link(ChainRole.RELAY, printed[0], span, because="the agency of the report's dateline, byline or credit"),)
    return ()


def _credits(text: str) -> Iterator[tuple[str, int]]:
    """What may name an agency, with its place: opening lines, then closing lines."""
    for pattern in (DATELINE, BARE_DATELINE, BYLINE, LEAD):
        yield from ((m["name"], m.start("name")) for m in pattern.finditer(text, 0, OPENING))
    yield from ((m["name"], m.start("name")) for m in CREDIT.finditer(text))
    closing = re.search(r"\((?P<name>[^()\n]{2,30})\)\s*$", text)
    if closing is not None:
        yield closing["name"], closing.start("name")


def _agency(name: str, setting: Setting) -> tuple[tuple[str, str], int] | None:
    """((name, as printed), place in `name`) of an agency or another medium; None for anything else in brackets."""
    for span, outlet in setting.know.outlets.find(name):
        if outlet.kind in MEDIA:
            return (outlet.name, span.of(name)), span.start
    bare = name.strip()
    return ((bare, bare), name.index(bare)) if AGENCY_LIKE.match(bare) else None


def relay_of(saying: Saying, setting: Setting) -> Link | None:
    """Through whom one statement came: "quoted by X", "an X reporter", "told X", "in an interview with X"."""
    if saying.through is not None:
        return _named(saying.through, setting)
    if saying.source is not None and saying.source.lemma_.lower() in REPORTERS:
        return _medium_in(saying.source, setting)
    verb = setting.parsed.doc[saying.verb]
    heads = (t for t in (*_told(verb), *_asking(verb)) if t.i not in saying.content)
    return next((link for link in (_medium_in(head, setting) for head in heads) if link is not None), None)


def _told(verb: Word) -> Iterator[Word]:
    """Who was told, and with whom an interview was: heads of noun phrases beside the verb."""
    if verb.lemma_ not in TELLING and not any(c.dep_ == "prep" for c in verb.children):
        return
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and verb.lemma_ in TELLING:
            yield child
        elif child.dep_ in ("prep", "dative", "agent") and child.lower_ in ("to", "with", "in", "by", "for"):
            yield from (
                p for p in child.children if p.dep_ == "pobj" and (child.lower_ in ("to", "with") or p.lemma_ == "interview")
            )


def _asking(verb: Word) -> Iterator[Word]:
    """``AFP interviewed ten residents who said that``: whose word somebody went to get."""
    if verb.dep_ != "relcl":
        return
    above = verb.head.head
    while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i:
        above = above.head
    subject = subject_of(above)
    if subject is not None:
        yield subject


def _medium_in(head: Word, setting: Setting) -> Link | None:
    words = phrase(head)
    span = setting.parsed.span(words)
    return next(
        (_link(outlet, Span(span.start + at.start, span.start + at.end)) for at, outlet in _media(span, setting)),
        None,
    )


def _media(span: Span, setting: Setting) -> "Iterator[tuple[Span, Outlet]]":
    found = setting.know.outlets.find(span.of(setting.parsed.report.text))
    yield from ((at, outlet) for at, outlet in found if outlet.kind in MEDIA)


def _link(outlet: Outlet, span: Span) -> Link:
    return Link(ChainRole.RELAY, outlet.name, span, None, outlet.side)


def _named(head: Word, setting: Setting) -> Link:
    """Whoever passes it on, medium or not: "the ministry quoted him as saying"."""
    known = _medium_in(head, setting)
    if known is not None:
        return known
    span = setting.parsed.span(phrase(head))
    name = setting.know.sides.canonical(span.of(setting.parsed.report.text))
    return Link(ChainRole.RELAY, name, span, None, setting.know.sides.side_of(name))
