"""Lines of an event -> the same without those that only repeat a part of another line's words."""

from collections.abc import Mapping, Sequence

from rashomon.model import Certainty, Claim, Polarity, Report, ReportId
from rashomon.views.wording import clause

Line = tuple[Claim, ...]


def folded(lines: Sequence[Line], reports: Mapping[ReportId, Report]) -> list[Line]:
    """A quote inside the quote of another line is cited with it: ``“killing two in a raid” [1][2]`` for the dead and the raid."""
    quoted = [line for line in lines if clause(line[0], reports[line[0].report]) is None]
    hosts = {line: _host(line, quoted) for line in quoted}
    whole: dict[Line, list[Claim]] = {line: [*line] for line in lines if hosts.get(line) is None}
    for line in hosts:
        host = _outermost(line, hosts)
        if host is not line:
            whole[host] += line
    return [tuple(claims) for claims in whole.values()]


def _outermost(line: Line, hosts: Mapping[Line, Line | None]) -> Line:
    above = hosts[line]
    return line if above is None else _outermost(above, hosts)


def _host(line: Line, quoted: Sequence[Line]) -> Line | None:
    """The line with the longest words around this one; of two with the same words the first."""
    around = [one for one in quoted if one is not line and all(_is_inside(claim, one[0]) for claim in line)]
    around = [one for one in around if one[0].quote != line[0].quote or quoted.index(one) < quoted.index(line)]
    return max(around, key=lambda one: len(one[0].quote), default=None)


def _is_inside(claim: Claim, shown: Claim) -> bool:
    """Said by the same speaker in the same report, in the same way, within the words that are shown."""
    return _manner(claim) == _manner(shown) and shown.quote.covers(claim.quote)


def _manner(claim: Claim) -> tuple[ReportId, str | None, Polarity, Certainty]:
    return claim.report, claim.source.name if claim.source else None, claim.polarity, claim.certainty
