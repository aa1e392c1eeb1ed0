"""Names that a filter asks for and a ledger does not have -> one line each, with those that it has."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from rashomon.cli.options import Address
from rashomon.cli.rows import tell
from rashomon.events.judged import apply
from rashomon.knowledge.spelling import fold
from rashomon.ledger import Ledger
from rashomon.model import Claim
from rashomon.views.wording import event_spots

MOST = 5  # names told
LIKE = 0.7


def tell_unknown(ledger: Address, **names: str | None) -> None:
    """Say on standard error which of the names no claim has; for a list in which nothing was found."""
    for line in unknown_names(ledger, **names):
        tell(line, err=True)


def unknown_names(ledger: Address, **names: str | None) -> Iterator[str]:
    """A line for each `place`, `side` or `source` that no claim of the ledger has, as people corrected them."""
    with Ledger.open(ledger) as book:
        claims = apply(book.claims(), book.judgements()).claims
    for noun, name in names.items():
        if name is not None and (told := unknown(noun, name, KNOWN[noun](claims))):
            yield told


def unknown(noun: str, name: str, known: Iterable[str]) -> str | None:
    """``no side 'Norht' in the ledger (near: North)``; None where it is a known name, or a part of a source's."""
    usual = {fold(one): one for one in sorted(known)}
    if any(fold(name) in one if noun == "source" else fold(name) == one for one in usual):
        return None
    near = [usual[one] for one in get_close_matches(fold(name), usual, n=MOST, cutoff=LIKE)]
    if not near and len(usual) <= MOST:
        return f"no {noun} {name!r} in the ledger (there are: {', '.join(usual.values()) or 'none'})"
    return f"no {noun} {name!r} in the ledger" + (f" (near: {', '.join(near)})" if near else " (check the spelling)")


def _places(claims: Iterable[Claim]) -> Iterator[str]:
    """All names of the places where something is claimed to have happened, as printed and as known."""
    for spot in (spot for claim in claims for spot in event_spots(claim)):
        yield spot.text
        if spot.place is not None:
            yield from (spot.place.name, *spot.place.names)


def _sides(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield from (one.side for one in (claim.source, claim.actor, claim.target) if one and one.side)


def _sources(claims: Iterable[Claim]) -> Iterator[str]:
    return (claim.source.name for claim in claims if claim.source)


KNOWN: dict[str, Callable[[Iterable[Claim]], Iterator[str]]] = {"place": _places, "side": _sides, "source": _sources}
