"""Ledgers, releases and exports on disk -> editions to publish, and sides to compare."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rashomon.errors import ExportError
from rashomon.events import standing_decisions
from rashomon.exports import FORMATS
from rashomon.exports.diff import Side, side_of
from rashomon.exports.edition import Edition, ledger_hash
from rashomon.exports.jsonl import read_jsonl
from rashomon.exports.release import changed_files
from rashomon.exports.tables import LINES
from rashomon.ledger import Address, Ledger
from rashomon.model import Claim, ClaimId, Judgement, Verdict
from rashomon.pipeline import recall
from rashomon.views.selection import Choice, choose

SQLITE = b"SQLite format 3\x00"
REVIEWED = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.CORRECT})


def unsound(ledger: Address) -> list[str]:
    """Everything that is wrong with a ledger, as `rashomon verify` tells it."""
    with Ledger.open(ledger) as book:
        return book.faults()


def open_edition(ledger: Address, choice: Choice | None = None, until: date | None = None, site: str = "") -> Edition:
    """The chosen part of a ledger; with `until` only of what was published until that day."""
    with Ledger.open(ledger) as book:
        record = recall(book, until)
        claims, judgements = list(book.claims()), list(book.judgements())
        mark = ledger_hash(book.reports(), claims, judgements)
    wanted = choice or Choice()
    filters = _filters(wanted, until)
    return Edition(
        choose(record, wanted) if filters else record, mark, filters, _reviews(claims, judgements), site.rstrip("/"), ledger
    )


def mark_of(ledger: Address) -> str:
    """The `ledger` of an edition that would be made now."""
    with Ledger.open(ledger) as book:
        return ledger_hash(book.reports(), book.claims(), book.judgements())


def open_side(path: Path) -> Side:
    """A ledger, the folder of a release, or a jsonl export. Raises ExportError for anything else and for a changed release."""
    if path.is_dir():
        changed = changed_files(path)
        if changed:
            raise ExportError(
                f"{path}: was changed after it was released ({', '.join(changed[:3])}) (make it again from its ledger)"
            )
        path = path / FORMATS["jsonl"].name("")
    if not path.exists():
        raise ExportError(f"{path}: no such ledger, release or export (check the spelling)")
    with path.open("rb") as file:
        head = file.read(len(SQLITE))
    if head == SQLITE:
        edition = open_edition(path)
        return side_of(line for lines in LINES.values() for line in lines(edition))
    return side_of(read_jsonl(path.read_bytes(), str(path)))


def _filters(choice: Choice, until: date | None) -> dict[str, str]:
    """What was asked for, by the names of the options; nothing for all."""
    names = {"first": "from", "last": "to"}
    asked = {names.get(name, name): str(value) for name, value in asdict(choice).items() if value not in (None, False)}
    return asked | ({"as-of": str(until)} if until else {})


def _reviews(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> Mapping[ClaimId, Judgement]:
    """The last standing decision by which a person kept each claim."""
    return {claim: one for one, about in standing_decisions(claims, judgements) if one.verdict in REVIEWED for claim in about}
