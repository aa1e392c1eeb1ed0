"""Two claims of one report -> whether they may tell the same happening, and what they share."""

from rashomon.model import Claim, Kind

FAMILIES = (
    frozenset({Kind.ABUSE, Kind.CASUALTIES}),
    frozenset({Kind.STRIKE, Kind.ATTACK, Kind.DESTRUCTION}),
    frozenset({Kind.CAPTURE, Kind.HOLD, Kind.WITHDRAW, Kind.ADVANCE}),
)
TALK = frozenset({Kind.ASSESS, Kind.ACCUSE, Kind.THREATEN, Kind.NEGOTIATE, Kind.AID})


def kin(left: Kind, right: Kind) -> bool:
    """True where two reports of one happening may choose either kind."""
    return left is right or any(left in family and right in family for family in FAMILIES)


def one_side(left: str | None, right: str | None) -> bool:
    """True where both are known and the same."""
    return left is not None and left == right


def place_ids(claim: Claim) -> frozenset[str]:
    """The ids of the places of the happening."""
    return frozenset(where.place.id for where in claim.places if where.place)


def names_place(claim: Claim) -> bool:
    """True where the claim's own words name a place."""
    return any(claim.quote.covers(where.span) for where in claim.places)


def source_name(claim: Claim) -> str | None:
    """Who asserts it; None for the reporter."""
    return claim.source.name if claim.source else None
