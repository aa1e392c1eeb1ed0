"""The outlets of claims -> ACLED's source scale."""

from collections.abc import Iterable

from rashomon.exports.edition import Edition
from rashomon.knowledge.outlets import Outlet, load_outlets
from rashomon.model import ChainRole, Claim

ORDER = ("Other", "New media", "National", "International")  # in pairs the first stands first: Other-National


def source_scale(claims: Iterable[Claim], edition: Edition) -> str:
    """``International``, ``Other-New media``; at most a pair. An outlet of which nothing is known is Other.

    So are outlets that a warring side runs: their word is the press service's.
    """
    known = {name.casefold(): outlet for outlet in load_outlets().all for name in (outlet.name, *outlet.names)}
    found = set()
    for claim in claims:
        outlet = known.get((edition.report(claim).outlet or "").casefold())
        found.add(_scale(outlet, edition))
        channel = claim.link(ChainRole.CHANNEL)
        if channel and (told := known.get(channel.name.casefold())) and told.kind == "channel":
            found.add("New media")
    return "-".join([scale for scale in ORDER if scale in found][:2])


def _scale(outlet: Outlet | None, edition: Edition) -> str:
    if outlet is None:
        return "Other"
    if outlet.side is None:
        return "International" if outlet.kind == "agency" else "National"
    return "Other" if edition.sides.opponents(outlet.side) else "National"
