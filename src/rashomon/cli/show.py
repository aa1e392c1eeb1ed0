"""rashomon show: one claim with its words, its chain, and what others say to it."""

import sys
from collections.abc import Iterator

import click

from rashomon.cli.look import bounds, days
from rashomon.cli.options import Address, ledger_option
from rashomon.cli.rows import counted, tell
from rashomon.doors import claim_row
from rashomon.ledger import Ledger, Wanted
from rashomon.model import Claim, ClaimId, Event, Judgement, Link, Record, Relation, Report, Span, hull
from rashomon.visible import visible


@click.command()
@click.argument("claim")
@ledger_option
def show(claim: str, ledger: Address) -> None:
    """rashomon show 3f9a

    Show the claim whose id begins so: its words in their sentence, who says it through whom, where, when, how many, what
    its report and other reports say to it, and the independent origins of the event.
    """
    from rashomon.pipeline import recall

    with Ledger.open(ledger) as book:
        record = recall(book)
        found = _as_it_stands(claim, book, record)
        report = book.report(found.report)
        decided = _decisions(found, book)
    for line in _head(found, report):
        click.echo(line)
    for line in (
        *_parts(found, report),
        *decided,
        *_disputes(found, report),
        *_orders(found, report, record),
        *_event(found, record),
    ):
        tell(line)


def _as_it_stands(prefix: str, book: Ledger, record: Record) -> Claim:
    """The claim as decisions left it, by the id that it has now or had before; a rejected one as it was read."""
    from rashomon.events.judged import apply

    now = [one for one in record.claims if prefix and one.id.startswith(prefix.lower())]
    if len(now) == 1:
        return now[0]
    read = book.claim(prefix)
    left = apply(book.claims(Wanted(report=read.report)), record.judgements)
    return left.standing.get(left.now[read.id], read)


def _decisions(claim: Claim, book: Ledger) -> list[str]:
    """What people decided about it, oldest first, with who, when and why."""
    from rashomon.events.deciding import standing_decisions

    found = standing_decisions(book.claims(Wanted(report=claim.report)), book.judgements())
    return [f"{one.verdict:<12}{_decision(one)}" for one, about in found if claim.id in about]


def _decision(one: Judgement) -> str:
    field = f"{one.field}: {one.value}, " if one.field else ""
    return f"{field}by {one.reviewer} on {one.at:%Y-%m-%d}: {one.reason}"


def _head(claim: Claim, report: Report) -> Iterator[str]:
    published = report.published
    where_from = (report.outlet, report.name, days((published.first, published.last)) if published else "date unknown")
    yield f"claim {claim.id}: {claim.kind}, {claim.polarity}, {claim.certainty}"
    yield visible("  " + ", ".join(part for part in where_from if part))
    yield ""
    yield "  " + _marked(claim.quote, report)
    yield ""


def _marked(quote: Span, report: Report) -> str:
    """The sentence with the quote bold, or in [[brackets]] where there is no terminal."""
    whole = hull([quote, *(sentence for sentence in report.sentences if sentence.touches(quote))])
    text = visible(report.text)
    words = quote.of(text)
    shown = click.style(words, bold=True) if sys.stdout.isatty() else f"[[{words}]]"
    return " ".join(f"{text[whole.start : quote.start]}{shown}{text[quote.end : whole.end]}".split())


def _parts(claim: Claim, report: Report) -> Iterator[str]:
    row = claim_row(claim, report)
    yield "chain       " + (" -> ".join(_link(link) for link in claim.chain) or "the reporter's own voice")
    for name, value in (
        ("actor", row.actor),
        ("target", row.target),
        ("days", days(row.when)),
        ("places", ", ".join(f"{spot.name}{_point(spot.latitude, spot.longitude)}" for spot in row.places)),
        ("counted", ", ".join(f"{amount.of} {bounds(amount.min, amount.max)}" for amount in row.quantities)),
        ("checked", row.verification),
        ("found by", row.rule),
    ):
        if value:
            yield f"{name:<12}{value}"


def _link(link: Link) -> str:
    details = ", ".join(part for part in (link.office, link.side, "" if link.span else link.because or "inferred") if part)
    return f"{link.role} {link.name}" + (f" ({details})" if details else "")


def _point(latitude: float | None, longitude: float | None) -> str:
    return " (unresolved)" if latitude is None or longitude is None else f" ({latitude:.3f}, {longitude:.3f})"


def _disputes(claim: Claim, report: Report) -> Iterator[str]:
    for dispute in claim.disputes:
        yield f"{'disputed':<12}{dispute.by} {dispute.relation}: {' '.join(dispute.span.of(report.text).split())}"


def _orders(claim: Claim, report: Report, record: Record) -> Iterator[str]:
    """What of the same report happened before, after or while it, by its words."""
    told = {one.id: one.quote.of(report.text) for one in record.claims if one.report == claim.report}
    for order in claim.orders:
        yield f"{order.how:<12}{' '.join(told.get(order.other, order.other).split())}"


def _event(claim: Claim, record: Record) -> Iterator[str]:
    event = next((event for event in record.events if any(one.id == claim.id for one in event.claims)), None)
    if event is None:
        return
    yield ""
    yield f"event {event.id}: {counted(len(event.claims), 'claim')}, {counted(len(event.origins), 'independent origin')}"
    for origin in event.origins:
        why = "; ".join(because.detail for because in origin.because)
        yield f"  origin {origin.name} ({counted(len(origin.claims), 'claim')}){': ' + why if why else ''}"
    yield from _relations(claim, event)


def _relations(claim: Claim, event: Event) -> Iterator[str]:
    voices = {one.id: f"{one.source.name if one.source else 'the reporter'} ({one.id[:8]})" for one in event.claims}
    for relation in event.relations:
        if claim.id in (relation.left, relation.right):
            why = "; ".join(because.detail for because in relation.because)
            yield f"  {_told(claim, relation, voices)}{': ' + why if why else ''}"


def _told(claim: Claim, relation: Relation, voices: dict[ClaimId, str]) -> str:
    stance = relation.stance.replace("_", " ")
    if relation.left == relation.right:
        return stance
    if claim.id == relation.left:
        return f"{stance} {voices.get(relation.right, relation.right)}"
    return f"{voices.get(relation.left, relation.left)} {stance} it"
