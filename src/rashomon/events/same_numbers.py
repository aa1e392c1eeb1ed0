"""Two tellings -> what their numbers say: they agree, may be one count that grows, or are too far apart."""

from functools import cache

from rashomon.events.families import counted, known_kinds
from rashomon.events.telling import Telling, folded
from rashomon.model import Because, Quantity

MANY, TELLING = 100, 10_000  # a number this large that both give is hardly chance, or none at all
FOLD = 20  # times: open bounds that lie farther apart ("60,000 and more", "nearly 12 million") agree in form only


def quantities(left: Telling, right: Telling) -> Because | None:
    """Numbers of the same things agree, may be one growing number, or are too far apart."""
    pairs = common_numbers(left, right)
    if not pairs:
        return None
    if same := [a for a, b in pairs if _one_number(a, b)]:
        telling = 1.0 if _size(same[0]) >= TELLING else 0.7
        return Because("quantities", telling, f"both count {_size(same[0]):,.0f} {same[0].of}".rstrip())
    if agreeing := [a for a, b in pairs if numbers_agree(a, b) and _of_one_order(a, b)]:
        return Because("quantities", 0.5, f"the numbers of {agreeing[0].of} agree")
    return _differing(*pairs[0])


def _differing(left: Quantity, right: Quantity) -> Because:
    small, large = sorted((_size(left), _size(right)))
    if numbers_agree(left, right):
        return Because("quantities", 0.0, f"the numbers of {left.of} agree in form only ({small:.10g}, {large:.10g})")
    if large <= 3 * small:
        return Because("quantities", 0.0, f"the numbers of {left.of} differ ({small:.10g}, {large:.10g}), as a growing count does")
    return Because("quantities", -0.6, f"the numbers of {left.of} are far apart ({small:.10g}, {large:.10g})")


def common_numbers(left: Telling, right: Telling) -> list[tuple[Quantity, Quantity]]:
    """Numbers of the same things: ``11 dead`` and ``11 people killed``."""
    return [(a, b) for a in left.claim.quantities for b in right.claim.quantities if a.of == b.of or _same_things(a, b)]


def _same_things(left: Quantity, right: Quantity) -> bool:
    """Counted alike, by one toll or by the words; or one large number of one unit."""
    mine, other = counted(left.of), counted(right.of)
    if mine or other:
        return mine == other
    return _things(left.of) == _things(right.of) or (left.unit is not None and left.unit == right.unit and _one_number(left, right))


@cache
def _things(of: str) -> frozenset[str]:
    """``people displaced``, ``fled their homes`` -> moved; other things by their own words."""
    lists = known_kinds().lists
    words = frozenset(folded(of).split())
    return frozenset({"moved"}) if words & lists.moved and words <= lists.moved | lists.wholes else words


def _one_number(left: Quantity, right: Quantity) -> bool:
    """A bound that both give: ``about 12 million``, ``nearly 12 million``."""
    mine, other = ({one.low, one.high} - {None} for one in (left, right))
    return any(bound >= MANY for bound in mine & other if bound)


def numbers_agree(left: Quantity, right: Quantity) -> bool:
    """True where the bounds have a number in common: ``at least seven`` and ``nine``."""
    low = max(left.low or 0.0, right.low or 0.0)
    return all(high is None or low <= high for high in (left.high, right.high))


def _of_one_order(left: Quantity, right: Quantity) -> bool:
    small, large = sorted((_size(left), _size(right)))
    return large <= FOLD * max(small, 1.0)


def _size(quantity: Quantity) -> float:
    return next((bound for bound in (quantity.low, quantity.high) if bound is not None), 0.0)
