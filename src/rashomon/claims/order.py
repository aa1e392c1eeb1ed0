"""Claims of one report -> which happened before, after or while another, where the text says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.claims.details.running_times import head_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.model import Claim, ClaimId, Order

# What the clause that they open tells of the clause that they hang on: "left after it fell" -> leaving is after falling.
CONJUNCTIONS = {
    "after": "after",
    "following": "after",
    "since": "after",
    "before": "before",
    "until": "before",
    "till": "before",
    "while": "while",
    "as": "while",
    "when": "while",
    "during": "while",
    "amid": "while",
}
ADVERBS = {
    "then": "after",
    "later": "after",
    "afterwards": "after",
    "afterward": "after",
    "subsequently": "after",
    "earlier": "before",
    "previously": "before",
    "beforehand": "before",
    "meanwhile": "while",
    "simultaneously": "while",
}
_DEEPEST = 6  # steps from a claim's word to the word that orders it


Found = tuple[ClaimId, Order]


def with_orders(claims: Sequence[Claim], setting: Setting) -> list[Claim]:
    """The claims with the orders that conjunctions, prepositions and adverbs tell, each with its word, in text order."""
    heads = {head.i: claim for claim in claims if (head := head_of(claim, setting)) is not None}
    told: dict[ClaimId, list[Order]] = {}
    for identity, order in dict.fromkeys([*_by_conjunction(heads, setting), *_by_adverb(claims, setting)]):
        told.setdefault(identity, []).append(order)
    return [_with(claim, told.get(claim.id, [])) for claim in claims]


def _with(claim: Claim, orders: Sequence[Order]) -> Claim:
    return replace(claim, orders=tuple(sorted(orders, key=lambda order: order.span))) if orders else claim


def _by_conjunction(heads: Mapping[int, Claim], setting: Setting) -> Iterator[Found]:
    for at, below in heads.items():
        token = setting.parsed.doc[at]
        for _ in range(_DEEPEST):
            opener = _opener(token)
            if opener is not None:
                above = _claim_at(opener.head if opener.dep_ == "prep" else token.head, heads)
                if above is not None and above is not below:
                    yield above.id, Order(CONJUNCTIONS[opener.lower_], below.id, setting.parsed.span(opener))
                break
            if token.dep_ == "ROOT":
                break
            token = token.head


def _opener(token: Word) -> Word | None:
    """The word that ties a clause or a noun to what it hangs on in time: ``after``."""
    if token.dep_ == "advcl":
        return next((c for c in token.children if c.dep_ in ("mark", "advmod") and c.lower_ in CONJUNCTIONS), None)
    tied = token.dep_ == "prep" and token.lower_ in CONJUNCTIONS and token.lower_ != "as"
    return token if tied else None


def _claim_at(token: Word, heads: Mapping[int, Claim]) -> Claim | None:
    """The claim of a word, or of the clause that it belongs to."""
    for _ in range(_DEEPEST):
        if token.i in heads or token.dep_ == "ROOT":
            return heads.get(token.i)
        token = token.head
    return None


def _by_adverb(claims: Sequence[Claim], setting: Setting) -> Iterator[Found]:
    """``It was shelled. Two days later it fell``: of a claim and the one told right before it."""
    for before, claim in pairwise(sorted(claims, key=lambda claim: claim.quote)):
        head = head_of(claim, setting)
        adverb = next((c for c in head.children if c.dep_ == "advmod" and c.lower_ in ADVERBS), None) if head is not None else None
        if adverb is not None and _follows(before, claim, setting):
            yield claim.id, Order(ADVERBS[adverb.lower_], before.id, setting.parsed.span(adverb))


def _follows(before: Claim, claim: Claim, setting: Setting) -> bool:
    """True where nothing but the end of a sentence lies between."""
    left, right = head_of(before, setting), head_of(claim, setting)
    if left is None or right is None:
        return False
    return right.sent.start in (left.sent.start, left.sent.end)
