"""rashomon gazetteer: places that a user adds to those that the program knows, and what is known of a name."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.rows import tell

if TYPE_CHECKING:
    from rashomon.knowledge.gazetteer_added import Outcome
    from rashomon.knowledge.places import Gazetteer

ROLES = ("name", "latitude", "longitude", "region", "country", "kind", "id")


@click.group()
def gazetteer() -> None:
    """rashomon gazetteer add UA.zip

    The places that reports are read with: build them, add every village of a country from a file, look a name up.
    """


@gazetteer.command()
def build() -> None:
    """rashomon gazetteer build

    Build the gazetteer's file where it is missing; otherwise the first command that reads does it. Files of other versions of
    the program are removed, places that were added stay.
    """
    from rashomon.knowledge.gazetteer_build import outdated
    from rashomon.knowledge.places import load_places, places_file

    path = places_file()
    if path.exists():
        click.echo(f"gazetteer ready: {path}")
        for old in outdated(path):
            old.unlink(missing_ok=True)
            click.echo(f"removed an older one: {old}")
    else:
        load_places(click.echo)


@gazetteer.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--attribution", metavar="WORDS", help="Whom the file's licence asks to name.")
@click.option("--name", metavar="COLUMN", help="Column of the name: its header, or its number from 1.")
@click.option("--latitude", metavar="COLUMN", help="Column of the latitude in degrees.")
@click.option("--longitude", metavar="COLUMN", help="Column of the longitude in degrees.")
@click.option("--region", metavar="COLUMN", help="Column of the first-level region, by name or code; or one region for all rows.")
@click.option("--country", metavar="COLUMN", help="Column of the country; or one country for all rows (UA).")
@click.option("--kind", metavar="COLUMN", help="Column of the kind; or one kind for all rows (settlement, camp, dam, ...).")
@click.option("--id", "id", metavar="COLUMN", help="Column of the id that the file gives its places.")
def add(file: Path, attribution: str | None, **told: str | None) -> None:
    """rashomon gazetteer add villages.csv --country UA --attribution "OCHA, CC BY-IGO"

    Add the places of a file: GeoNames country and postal files, CSV or TSV with names and coordinates, GeoJSON points; plain,
    .gz or .zip. What was taken for what is shown; the options say it where the guess is wrong. Adding a file of the same name
    replaces what it gave before.
    """
    from rashomon.knowledge.gazetteer_added import add as add_places
    from rashomon.knowledge.gazetteer_columns import find_columns
    from rashomon.knowledge.gazetteer_files import read_table
    from rashomon.knowledge.places import load_places, places_file

    load_places(lambda message: click.echo(message, err=True))
    table = read_table(file)
    columns = find_columns(table, {role: told[role] for role in ROLES if told[role]})  # type: ignore[misc]
    tell(f"{file.name}: {table.form}; {columns.shown(table)}")
    for line in _told(add_places(file, table, columns, beside=places_file(), attribution=attribution)):
        tell(line)


def _told(outcome: "Outcome") -> Iterator[str]:
    from rashomon.cli.rows import counted

    source = outcome.source
    yield f"{source.name}: {counted(source.places, 'place')} in {', '.join(outcome.countries)}, {outcome.known:,} known before"
    if outcome.left_out:
        yield f"{counted(outcome.left_out, 'row')} left out: no places where people are"
    if outcome.bad:
        yield f"{counted(outcome.bad, 'bad row')}:"
        yield from (f"  {line}" for line in outcome.shown)
        yield from ["  ..."] if outcome.bad > len(outcome.shown) else []
    yield f"attribution: {source.attribution}"


@gazetteer.command("list")
def list_sources() -> None:
    """rashomon gazetteer list

    List what was added, and whom to name for every place that the program knows.
    """
    from rashomon.knowledge.gazetteer_added import sources
    from rashomon.knowledge.places import load_places, places_file

    known = load_places(lambda message: click.echo(message, err=True))
    for source in sources(places_file()):
        click.echo(f"{source.name}  {source.places:,} places  {source.form}  {source.file}")
    for attribution in known.attributions():
        click.echo(f"attribution: {attribution}")


@gazetteer.command()
@click.argument("name")
def remove(name: str) -> None:
    """rashomon gazetteer remove villages

    Take out all places of an added file, by the name under which it is listed.
    """
    from rashomon.knowledge.gazetteer_added import remove as remove_places
    from rashomon.knowledge.places import places_file

    source = remove_places(name, beside=places_file())
    click.echo(f"{source.name}: {source.places:,} places removed")


@gazetteer.command()
@click.argument("name")
@click.option("--near", metavar="PLACE", help="A place that the report names too: a town, a region or a country.")
def look(name: str, near: str | None) -> None:
    """rashomon gazetteer look Andriivka --near Bakhmut

    Show which places a name may mean, best first, each with its score and its reasons, as they are weighed in a report that
    names the other place beside it.
    """
    from rashomon.claims.places import look_up
    from rashomon.knowledge.borders import dispute_of
    from rashomon.knowledge.places import load_places

    known = load_places(lambda message: click.echo(message, err=True))
    for asked in filter(None, (near, name)):
        _check(known, asked)
    candidates, resolved = look_up(name, near, known)
    tell(f"{name}: {'the first is the answer' if resolved else 'unresolved'}, {len(candidates)} shown")
    for candidate in candidates:
        place = candidate.place
        where = ", ".join((place.name, *reversed(place.admin)))
        tell(f"{candidate.score:.3f}  {where}  {place.latitude:.2f}, {place.longitude:.2f}  {place.feature}  [{place.id}]")
        tell(f"       {candidate.reason}")
        dispute = dispute_of(place, known.code_of(place))
        if dispute:
            click.echo(f"       {dispute.told(known.country(dispute.country))}")


def _check(known: "Gazetteer", name: str) -> None:
    from rashomon.errors import KnowledgeError

    if not known.named(name) and not known.near_spelling(name):
        raise KnowledgeError(f"{name}: no place of this or a like name is known (rashomon gazetteer add FILE takes more in)")
