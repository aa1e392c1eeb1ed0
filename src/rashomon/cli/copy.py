"""rashomon copy: a ledger -> the same ledger in another file or database."""

import click

from rashomon.cli.options import LEDGER, Address


@click.command()
@click.argument("ledger", type=LEDGER)
@click.argument("copy", type=LEDGER)
def copy(ledger: Address, copy: Address) -> None:
    """rashomon copy war.db postgresql://desk@db.example/war

    Copy a ledger into a new file or an empty database: SQLite to PostgreSQL, back, or one to another of its kind. Every row
    is copied as it stands, the log with its seals too, in one transaction: it is there whole or not at all. Before it is
    committed, both are read again and compared by a digest. Others may read and write the first ledger meanwhile; what they
    write is not in the copy.

    The digest is that of `rashomon verify`: the same content gives the same digest, wherever it is kept.
    """
    from rashomon.cli.rows import summed
    from rashomon.ledger import Ledger

    with Ledger.open(ledger) as book:
        book.copy(copy)
    with Ledger.open(copy) as made:
        click.echo(f"{copy}: holds what {ledger} does ({summed(made.counts())})")
        click.echo(f"digest {made.digest()}")
