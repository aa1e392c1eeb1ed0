"""Sayings + quotations -> the same sayings with all that is quoted: what goes on after the reporting clause, over sentences."""

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.setting import Setting
from rashomon.claims.speech.quotations import Quotation, Quotations
from rashomon.claims.speech.sayings import Saying

SPEAKING = ("say", "confirm", "deny", "accuse", "promise", "order", "threaten")
BEFORE, AFTER = 3, 1  # sentences in which the speaker of a quotation stands
QUOTABLE = ("clause", "quote", "according", "judged", "object")
NEAR = 300  # tokens around a quotation in which its speaker stands
FRAGMENT = 3  # quoted words up to which a quotation is a phrase, not speech


def with_quotations(sayings: Sequence[Saying], quotations: Quotations, setting: Setting) -> tuple[Saying, ...]:
    """Every quotation goes whole to the saying that holds a part of it, else to the nearest speaker of its paragraph."""
    found = list(sayings)
    speaking = [
        n for n, s in enumerate(found) if s.act in SPEAKING and s.form in ("clause", "quote", "according", "judged", "object")
    ]
    for block in _blocks(quotations, setting):
        near = [n for n in speaking if block[0].left - NEAR < found[n].verb < block[-1].right + NEAR]
        owner = _holder(block, found, near) if _is_speech(block, setting) else _inside(block, found, near)
        if owner is None and _is_speech(block, setting):
            owner = _beside(block, found, near, quotations, setting)
        marked = frozenset(i for quotation in block for i in quotation.marked)
        for one in _with_relayed(owner, block, found, near, setting):
            found[one] = replace(found[one], content=(found[one].content | marked) - set(found[one].cue))
    return tuple(found)


def _with_relayed(
    owner: int | None, block: list[Quotation], found: list[Saying], speaking: list[int], setting: Setting
) -> list[int]:
    """Where an agency reports the quotation, whom it quotes with it: both hold the whole."""
    if owner is None:
        return []
    source = found[owner].source
    medium = source is not None and source.i in setting.names and setting.names[source.i][1].kind == "medium"
    words = frozenset(i for quotation in block for i in quotation.words)
    others = [n for n in speaking if n != owner and found[n].content & words and found[n].verb not in words] if medium else []
    return [owner, *others]


def _blocks(quotations: Quotations, setting: Setting) -> list[list[Quotation]]:
    """Quotations that are one speech: a paragraph that no mark closes goes on in the next one that opens with a mark."""
    blocks: list[list[Quotation]] = []
    for quotation in quotations.all:
        if blocks and blocks[-1][-1].goes_on and _opens_paragraph(quotation, quotations, blocks[-1][-1]):
            blocks[-1].append(quotation)
        else:
            blocks.append([quotation])
    return blocks


def _opens_paragraph(quotation: Quotation, quotations: Quotations, before: Quotation) -> bool:
    at = quotations.paragraph(quotation.first)
    return quotations.paragraphs[at][0] == quotation.left and at == quotations.paragraph(before.first) + 1


def _is_speech(block: list[Quotation], setting: Setting) -> bool:
    """A sentence or a clause of its own, not a quoted phrase inside the reporter's sentence."""
    first = block[0]
    doc = setting.parsed.doc
    opens = doc[first.left].sent.start in (first.left, first.first) or doc[first.first].text[:1].isupper()
    return opens and first.last - first.first > FRAGMENT


def _inside(block: list[Quotation], found: list[Saying], speaking: list[int]) -> int | None:
    """The saying that already holds a part of the quotation; the innermost."""
    words = frozenset(i for quotation in block for i in quotation.words)
    holding = [n for n in speaking if found[n].content & words and found[n].verb not in words]
    return min(holding, key=lambda n: len(found[n].content), default=None)


def _holder(block: list[Quotation], found: list[Saying], speaking: list[int]) -> int | None:
    """The saying right beside the quotation among those that hold a part of it."""
    words = frozenset(i for quotation in block for i in quotation.words)
    holding = [n for n in speaking if found[n].content & words and found[n].verb not in words]
    return min(holding, key=lambda n: min(abs(found[n].verb - i) for i in words), default=None)


def _beside(
    block: list[Quotation], found: list[Saying], speaking: list[int], quotations: Quotations, setting: Setting
) -> int | None:
    """``“...,” X said. “...”``: the speaker before in the paragraph, else the one after; both outside all quotations."""
    paragraph, doc = quotations.paragraph(block[0].first), setting.parsed.doc
    quoted = quotations.tokens
    near = [n for n in speaking if quotations.paragraph(found[n].verb) == paragraph and found[n].verb not in quoted]
    sentences = {s.start: number for number, s in enumerate(doc.sents)}

    def line(token: int) -> int:
        return sentences[doc[token].sent.start]

    before = [n for n in near if found[n].verb < block[0].first and line(block[0].first) - line(found[n].verb) <= BEFORE]
    after = [n for n in near if found[n].verb >= block[-1].last and line(found[n].verb) - line(block[-1].last - 1) <= AFTER]
    return before[-1] if before else next(iter(after), None)
