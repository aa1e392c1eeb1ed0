"""Is a record published? It is where a release was made of exactly this record; all else is a draft, and says so."""

from datetime import date

import msgspec
from msgspec import Struct

from rashomon.ledger import Address, Entry, Ledger

DRAFT, RELEASE = "draft", "release"


class Released(Struct, frozen=True):
    """What a release was made from, as the log keeps it: the state of the ledger, and what of it was wanted."""

    state: str = ""
    filters: dict[str, str] = {}

    @property
    def words(self) -> str:
        """As the log keeps it."""
        return msgspec.json.encode(self).decode()

    def told_by(self, entry: Entry, name: str, digest: str) -> bool:
        """True where the entry is of this release, made from the same."""
        return entry.subject == f"release {name}" and entry.parts.get("release") == digest and read(entry) == self


class Publication(Struct, frozen=True):
    """Whether a record is published: `status` is `release` or `draft`; the release that it is, or the last one; and why."""

    status: str
    release: str | None
    sha256: str | None
    at: str | None
    why: str


def read(entry: Entry) -> Released:
    """What an entry tells; of an older program's nothing is known."""
    try:
        return msgspec.json.decode(entry.detail, type=Released)
    except (msgspec.MsgspecError, ValueError):
        return Released()


def publication(ledger: Address, state: str, as_of: date | None = None) -> Publication:
    """Whether the record of a state of the ledger, as of a day, is one that was released."""
    wanted = Released(state, {"as-of": str(as_of)} if as_of else {})
    with Ledger.open(ledger) as book:
        made = book.releases()
    if not made:
        return Publication(DRAFT, None, None, None, "no release was made of this ledger")
    found = next((entry for entry in reversed(made) if read(entry) == wanted), None)
    last = found or made[-1]
    return Publication(
        status=RELEASE if found else DRAFT,
        release=last.subject.partition(" ")[2],
        sha256=last.parts.get("release"),
        at=last.at,
        why="released as it stands" if found else _why(read(last), wanted),
    )


def _why(last: Released, wanted: Released) -> str:
    if last.state != wanted.state:
        return "the record has changed since the last release"
    if last.filters:
        return f"the last release holds only a part of it ({', '.join(f'{name} {value}' for name, value in last.filters.items())})"
    return "the last release is of all reports, this is an earlier day"
