"""The tellings of one event -> its independent origins: copies of one statement or of one agency text count once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from rashomon.events.copies import near_copies
from rashomon.events.families import known_kinds
from rashomon.events.parties import is_paper, is_party, opposed, speaking_side
from rashomon.events.telling import Telling, folded, same_name
from rashomon.model import Because, ChainRole, Origin, ReportId

Join = tuple[int, int, Because]

UNNAMED = "outlets that are not named"  # nothing tells them apart: they count as one origin, never as several


def find_origins(tellings: Sequence[Telling], copies: Mapping[ReportId, ReportId]) -> tuple[Origin, ...]:
    """Origins in order of their first claim, with the reasons for counting several claims as one."""
    parent = list(range(len(tellings)))
    sides = [_parties(telling) for telling in tellings]
    joins: list[Join] = []
    for join in _joins(tellings, copies):
        kept, gone = sorted((_root(parent, join[0]), _root(parent, join[1])))
        if not _at_odds(sides[kept], sides[gone]):
            parent[gone] = kept
            sides[kept] |= sides[gone]
            joins.append(join)
    members: dict[int, list[Telling]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        members[_root(parent, number)].append(telling)
    reasons: dict[int, list[Because]] = defaultdict(list)
    for left, _, because in joins:
        reasons[_root(parent, left)].append(because)
    return tuple(_origin(group, reasons[number]) for number, group in sorted(members.items()))


def _joins(tellings: Sequence[Telling], copies: Mapping[ReportId, ReportId]) -> Iterator[Join]:
    for ways in WAYS:
        yield from ways(tellings)
    yield from _copied_texts(tellings, copies)


def _parties(telling: Telling) -> frozenset[str]:
    side = speaking_side(telling.source)
    return frozenset() if side is None else frozenset({side})


def _at_odds(left: frozenset[str], right: frozenset[str]) -> bool:
    """Opposed sides are never one origin, whatever relay, channel or text they share."""
    return any(opposed(mine, other) for mine in left for other in right)


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _origin(group: Sequence[Telling], reasons: Sequence[Because]) -> Origin:
    """Named for its source, else for its agency, else for the outlet that tells it in its own voice."""
    sources = [telling.source for telling in group if telling.source]
    relays = [relay.name for telling in group if (relay := telling.claim.link(ChainRole.RELAY))]
    named = max(sources, key=lambda link: len(link.name), default=None)
    own_voice = group[0].outlet if group[0].report.outlet or len({telling.claim.report for telling in group}) == 1 else UNNAMED
    name = named.name if named else relays[0] if relays else own_voice
    because = tuple(dict.fromkeys(reasons)) or (_alone(group[0]),)
    return Origin(name, named.side if named else None, tuple(telling.id for telling in group), because)


def _alone(telling: Telling) -> Because:
    if telling.source:
        return Because("one-source", 1.0, f"no other claim goes back to {telling.source.name}")
    return Because("own-voice", 1.0, f"{telling.outlet} tells it without naming a source")


def _same_statement(tellings: Sequence[Telling]) -> Iterator[Join]:
    """One source on one channel; a telling without channel joins the first channel of its source."""
    names = _full_names(tellings)
    lines: dict[str, list[int]] = defaultdict(list)
    for number in range(len(tellings)):
        if number in names:
            lines[names[number]].append(number)
    for line in lines.values():
        channels = [_channel(tellings[number]) for number in line]
        first = next((channel for channel in channels if channel), "")
        by_channel: dict[str, list[int]] = defaultdict(list)
        for number, channel in zip(line, channels, strict=True):
            by_channel[channel or first].append(number)
        for same in by_channel.values():
            yield from _one_line(tellings, same)


def _one_line(tellings: Sequence[Telling], line: Sequence[int]) -> Iterator[Join]:
    for left, right in pairwise(line):
        source = tellings[right].source
        if source:
            yield left, right, Because("same-source", 1.0, f"both go back to {source.name}")


def _summed_up(tellings: Sequence[Telling]) -> Iterator[Join]:
    """``Ukraine says`` in a headline and the one source of that side which the same report names: one origin."""
    named: dict[tuple[ReportId, str], set[int]] = defaultdict(set)
    vague: list[tuple[int, tuple[ReportId, str]]] = []
    for number, telling in enumerate(tellings):
        source = telling.source
        if source and source.side:
            key = (telling.claim.report, source.side)
            if folded(source.side) == telling.voice:
                vague.append((number, key))
            else:
                named[key].add(number)
    for number, key in vague:
        if len({tellings[one].voice for one in named[key]}) == 1:
            first = min(named[key])
            yield first, number, Because("summed-up", 1.0, f"the report names {tellings[first].voice} for {key[1]}")


def _full_names(tellings: Sequence[Telling]) -> dict[int, str]:
    """The folded source of each telling; a surname alone stands for the only full name that ends with it.

    Names that many go by ("residents") are told apart by outlet.
    """
    crowds = known_kinds().lists.crowds
    found = {number: folded(link.name) for number, telling in enumerate(tellings) if (link := telling.source)}
    spellings: list[str] = []
    for number, name in found.items():
        known = next((other for other in spellings if same_name(other, name)), None)
        found[number] = known or name
        spellings += [] if known else [name]
    for number, name in found.items():
        last = name.split()[-1] if name else ""
        fuller = {other for other in found.values() if other != name and other.endswith(f" {name}")}
        if last in crowds:
            found[number] = f"{name} of {tellings[number].outlet}"
        elif name == last and len(fuller) == 1:
            found[number] = fuller.pop()
    return found


def _channel(telling: Telling) -> str:
    link = telling.claim.link(ChainRole.CHANNEL)
    return folded(link.name) if link else ""


def _same_agency(tellings: Sequence[Telling]) -> Iterator[Join]:
    """Claims in the voice of one agency or outlet: its own report, its copies, and those that cite it as their source."""
    carriers = {bare(name) for telling in tellings for name in _carriers(telling)}
    firsts: dict[str, int] = {}
    for number, telling in enumerate(tellings):
        name = _voice_of_paper(telling, carriers)
        if name:
            first = firsts.setdefault(bare(name), number)
            if first != number:
                yield first, number, Because("same-agency", 1.0, f"both come from {name}")


def _carriers(telling: Telling) -> Iterator[str]:
    """Outlet and relay; a party that tells what another one said remains a party."""
    yield telling.outlet
    if (relay := telling.claim.link(ChainRole.RELAY)) and not is_party(relay):
        yield relay.name


def _voice_of_paper(telling: Telling, carriers: set[str]) -> str | None:
    """The agency or outlet in whose own voice it is told; None where somebody else is the source."""
    source, relay = telling.source, telling.claim.link(ChainRole.RELAY)
    if source is None:
        return relay.name if relay else telling.report.outlet or UNNAMED
    return source.name if is_paper(source) or bare(source.name) in carriers else None


def bare(name: str) -> str:
    """A paper's name without its article: ``The Lantern Review`` -> lantern review."""
    return folded(name).removeprefix("the ")


def _copied_sentences(tellings: Sequence[Telling]) -> Iterator[Join]:
    """Near-copies of one sentence, unless they name two sources: two ministries may use the same words."""
    carriers = {bare(name) for telling in tellings for name in _carriers(telling)}
    voices = ["" if _voice_of_paper(telling, carriers) else telling.voice for telling in tellings]
    for first, later in near_copies([telling.sentence for telling in tellings]):
        if voices[first] == voices[later] or not (voices[first] and voices[later]):
            yield first, later, Because("near-copy", 1.0, "the sentences are nearly the same")


def _copied_texts(tellings: Sequence[Telling], copies: Mapping[ReportId, ReportId]) -> Iterator[Join]:
    """The same voice in reports that are near-copies as a whole."""
    firsts: dict[tuple[ReportId, str], int] = {}
    for number, telling in enumerate(tellings):
        first = firsts.setdefault((copies.get(telling.claim.report, telling.claim.report), telling.voice), number)
        if first != number:
            same = tellings[first].claim.report == telling.claim.report
            yield first, number, Because("near-copy", 1.0, f"the {'report is' if same else 'reports are nearly'} the same")


WAYS: tuple[Callable[[Sequence[Telling]], Iterator[Join]], ...] = (_same_statement, _summed_up, _same_agency, _copied_sentences)
