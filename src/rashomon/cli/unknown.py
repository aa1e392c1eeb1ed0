"""Names that a filter asks for and a ledger does not have -> one line each, with those that it has."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from rashomon.cli.options import Address
from rashomon.cli.rows import tell
from rashomon.knowledge.spelling import fold
from rashomon.ledger import Ledger
from rashomon.model import Claim
from rashomon.views.selection import sides_of
from rashomon.views.wording import event_spots

MOST = 5  # names told
LIKE = 0.7


def tell_unknown(ledger: Address, **names: str | None) -> None:
    """Say on standard error which of the names no claim has; for a list in which nothing was found."""
    for line in unknown_names(ledger, **names):
        tell(line, err=True)


def unknown_names(ledger: Address, **names: str | None) -> list[str]:
    """A line for each `place`, `side` or `source` that no claim of the ledger has, as people corrected them."""
    from rashomon.pipeline import standing

    asked = {noun: name for noun, name in names.items() if name is not None}
    if not asked:  # nothing was found for another reason, and a ledger can be large
        return []
    known: dict[str, set[str]] = {noun: set() for noun in asked}
    with Ledger.open(ledger) as book:
        for claim in standing(book):
            for noun in asked:
                known[noun].update(NAMES[noun](claim))
    return [told for noun, name in asked.items() if (told := unknown(noun, name, known[noun]))]


def unknown(noun: str, name: str, known: Iterable[str]) -> str | None:
    """``no side 'Norht' in the ledger (near: North)``; None where it is a known name, or a part of a source's."""
    usual = {fold(one): one for one in sorted(known)}
    if any(fold(name) in one if noun == "source" else fold(name) == one for one in usual):
        return None
    near = [usual[one] for one in get_close_matches(fold(name), usual, n=MOST, cutoff=LIKE)]
    if not near and len(usual) <= MOST:
        return f"no {noun} {name!r} in the ledger (there are: {', '.join(usual.values()) or 'none'})"
    return f"no {noun} {name!r} in the ledger" + (f" (near: {', '.join(near)})" if near else " (check the spelling)")


def _places(claim: Claim) -> Iterator[str]:
    """All names of the places where it is claimed to have happened, as printed and as known."""
    for spot in event_spots(claim):
        yield spot.text
        if spot.place is not None:
            yield from (spot.place.name, *spot.place.names)


def _sources(claim: Claim) -> Iterator[str]:
    return (link.name for link in (claim.source,) if link)


NAMES: dict[str, Callable[[Claim], Iterable[str]]] = {"place": _places, "side": sides_of, "source": _sources}
