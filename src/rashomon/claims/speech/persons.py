"""A phrase -> the person it names whom nothing is known of: "military analyst Oleh Zhdanov", "the governor, Amin Sefa"."""

import re
from dataclasses import replace

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.references import side_of_owner
from rashomon.claims.speech.voices import Memory, Voice, entity_voice, phrase
from rashomon.knowledge.names import looks_like_person
from rashomon.model import ChainRole, Link, Span

ROLE_LIKE = re.compile(
    r"\b(?:president|minister|general|spokes\w+|governor|commander|chief|head|secretary|leader|official|analyst|mayor|chair\w*"
    r"|director|researcher|doctor|resident|lawyer|professor|envoy|ambassador|adviser|advisor|officer|soldier|activist)\b",
    re.I,
)
ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.IGNORECASE)
ADDRESS = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord)\.?|.*['’]s", re.IGNORECASE)  # "Mr", "Sudan's": no office


def person_name(head: Word, words: list[Word], setting: Setting, memory: Memory) -> Voice | None:
    """A name that nothing is known of: "military analyst Oleh Zhdanov", or "Zhdanov" after that."""
    run = _name_run(head, setting) if head.pos_ == "PROPN" and not _is_common(head, setting) else apposed_name(head, setting)
    if not run:
        return None
    span = setting.parsed.span(run)
    printed = span.of(setting.parsed.report.text)
    before = memory.surnamed(run[-1].lower_)
    if before is not None:
        full = before.link.name if len(run) < len(before.link.name.split()) else printed
        return Voice(Link(ChainRole.SOURCE, full, span, before.link.office, before.link.side), True, before.words, before.kind)
    known = setting.know.sides.named(printed) if len(run) > 1 else None
    if known is not None and known.kind == "person":
        return entity_voice(span, known, office_of(words, span, setting) or known.office)
    return _new_person(run, span, words, setting)


def _new_person(run: list[Word], span: Span, words: list[Word], setting: Setting) -> Voice | None:
    printed = span.of(setting.parsed.report.text)
    office = office_of(words, span, setting)
    if len(run) < 2 and not (office and ROLE_LIKE.search(office)):
        return None if run[-1].i in setting.places or run[-1].i in setting.names else _lone_name(run, span, printed)
    called = frozenset((printed + " " + (office or "")).lower().split())
    side = side_of_words(words, setting) or side_of_owner(run[-1], setting)
    link = Link(ChainRole.SOURCE, printed, span, office, side)
    if run[0].i > run[0].sent.start and run[0].nbor(-1).lower_ == "the":
        return Voice(replace(link, office=None), False, called, "body")  # "the Popular Resistance": no person has an article
    return Voice(link, True, called | ({"official"} if office and ROLE_LIKE.search(office) else set()), "person")


def _is_common(head: Word, setting: Setting) -> bool:
    """``the Ministry``, ``the Army``: a common noun in capitals, not a family name."""
    return head.lower_ in setting.know.cues.frames["generic"] and not any(
        c.dep_ == "compound" and c.pos_ == "PROPN" and c.i == head.i - 1 for c in head.children
    )


def apposed_name(head: Word, setting: Setting) -> list[Word]:
    """``the head of the office, Amin Sefa,``: the name in apposition, wherever the parser hung it."""
    own = [c for c in head.subtree if _stands_beside(c) and c.pos_ == "PROPN" and (c.head.i == head.i or _set_off(c))]
    for appos in own:
        run = _name_run(appos, setting)
        direct = appos.head.i == head.i and appos.dep_ == "appos"
        if run and (direct or looks_like_person([t.text for t in run if t.text != "-"])):
            return run
    return _name_after(head, setting)


def _name_after(head: Word, setting: Setting) -> list[Word]:
    """``the chief of staff, Amin Sefa,``: a full name between commas right after the phrase, which the parser hung elsewhere."""
    doc, at = head.doc, phrase(head)[-1].i + 1
    if head.lemma_.lower() not in setting.know.cues.frames["people"] or at + 2 >= head.sent.end or doc[at].text != ",":
        return []
    last = at
    while last + 1 < head.sent.end and doc[last + 1].pos_ == "PROPN":
        last += 1
    run = list(doc[at + 1 : last + 1])
    closed = last + 1 < head.sent.end and (doc[last + 1].text == "," or doc[last + 1].pos_ in ("VERB", "AUX"))
    return run if closed and looks_like_person([t.text for t in run]) else []


def _stands_beside(name: Word) -> bool:
    """An apposition, or what the parser took for the second part of a list that has no "and"."""
    listed = name.dep_ == "conj" and not any(c.dep_ in ("cc", "conj") and c.i != name.i for c in name.head.children)
    return name.dep_ == "appos" or (listed and _set_off(name))


def _set_off(token: Word) -> bool:
    """A comma right before the name."""
    left = token.left_edge.i
    return left > 0 and token.doc[left - 1].text == ","


def _lone_name(run: list[Word], span: Span, printed: str) -> Voice:
    return Voice(Link(ChainRole.SOURCE, printed, span), len(run) > 1 or not printed.isupper(), frozenset(printed.lower().split()))


def _name_run(head: Word, setting: Setting) -> list[Word]:
    """The name's own words, titles left out: "Adm. Bauer" -> Bauer."""
    titles = setting.know.cues.lists["titles"]
    run = [head]
    while run[0].i > head.sent.start and (run[0].nbor(-1).pos_ in ("PROPN", "PART") or _is_hyphen(run[0].nbor(-1))):
        previous = run[0].nbor(-1)
        if previous.text in ("'", "’") and previous.dep_ == "case" and previous.head.head.i == head.i:
            run[:0] = [previous.nbor(-1), previous]  # "the Prisoners' Society"
            continue
        if _is_hyphen(previous):
            run[:0] = [previous.nbor(-1), previous]
            continue
        if not previous.text[0].isupper():
            break
        if previous.lower_.strip(".") in titles or previous.dep_ not in ("compound", "nmod", "amod", "flat"):
            break
        run.insert(0, previous)
    last = run[-1]
    while (
        last.i + 1 < head.sent.end
        and last.nbor(1).pos_ == "PROPN"
        and last.nbor(1).dep_ in ("flat", "appos")
        and last.nbor(1).head.i == last.i
    ):
        last = last.nbor(1)
        run.append(last)
    return [t for t in run if t.lower_.strip(".") not in titles]


def _is_hyphen(token: Word) -> bool:
    """Inside a name: "Jean-Paul Sefa" is four tokens."""
    return token.text == "-" and token.i > token.sent.start and token.nbor(-1).pos_ == "PROPN" and token.nbor(1).pos_ == "PROPN"


def office_of(words: list[Word], span: Span, setting: Setting) -> str | None:
    """What stands beside the name in its phrase: "deputy defense minister of Ukraine"."""
    text = setting.parsed.report.text
    before = [t for t in words if setting.parsed.ends[t.i] <= span.start]
    after = [t for t in words if setting.parsed.starts[t.i] >= span.end]
    said = (text[setting.parsed.starts[before[0].i] : setting.parsed.ends[before[-1].i]] if before else "") or (
        text[setting.parsed.starts[after[0].i] : setting.parsed.ends[after[-1].i]] if after else ""
    )
    said = ARTICLE.sub("", said.strip(" ,.–—")).strip(" ,")
    return said if said and not ADDRESS.fullmatch(said) else None


def side_of_words(words: list[Word], setting: Setting) -> str | None:
    """The side that the phrase names as the speaker's own, not the country where it works ("a team in Sudan")."""
    own = (t for t in words if not (t.dep_ == "pobj" and t.head.lower_ in ("in", "at", "on", "to", "from")))
    return next((setting.names[t.i][1].side for t in own if t.i in setting.names and setting.names[t.i][1].side), None)
