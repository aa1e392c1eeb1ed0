"""Claims of a report -> the denials told in apposition: ``retook the village, a claim that the army disputes``."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.claims.parse.arguments import subject_of
from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.frames import apposed_denial
from rashomon.claims.speech.sources import name_of
from rashomon.model import Claim, Mark, Polarity, Span, Verification


def counterclaims(claims: Sequence[Claim], setting: Setting) -> Iterator[Claim]:
    """The rejected happening as its denier's claim: the nearest claim before, denied."""
    for token in setting.parsed.doc:
        verb = apposed_denial(token, setting)
        denied = _before(token, claims, setting) if verb is not None else None
        source = name_of(subject_of(verb), setting) if verb is not None and denied is not None else None
        if verb is None or denied is None or source is None:
            continue
        yield replace(
            denied,
            quote=_quote(token, verb, setting),
            cue=setting.parsed.span(verb),
            chain=(source,),
            polarity=Polarity.DENIED,
            verification=Verification.DISPUTED,
            marks=(Mark("polarity", Polarity.DENIED, setting.parsed.span(verb)),),
            rule="a claim that somebody denies",
        )


def _before(token: Word, claims: Sequence[Claim], setting: Setting) -> Claim | None:
    """The last claim of the sentence that ends before the denial."""
    here, opening = setting.parsed.starts[token.i], setting.parsed.starts[token.sent.start]
    told = [c for c in claims if opening <= c.quote.start and c.quote.end <= here]
    around = [
        c for c in claims if opening <= c.quote.start and c.cue.end <= here
    ]  # where the denial hangs on the claim's own words
    return max(told or around, key=lambda c: c.quote.end, default=None)


def _quote(token: Word, verb: Word, setting: Setting) -> Span:
    inside = sorted(t.i for t in verb.subtree if t.i >= token.i and not _adverbial(t, verb))
    left = min([t.left_edge.i for t in token.children if t.dep_ == "det"] or [token.i])
    return setting.parsed.between(left, max([*inside, verb.i]))


def _adverbial(token: Word, verb: Word) -> bool:
    """Words of a clause that only hangs on the denial ("as fighting went on")."""
    while token.i != verb.i:
        if token.dep_ in ("advcl", "punct") and token.head.i == verb.i:
            return True
        token = token.head
    return False
