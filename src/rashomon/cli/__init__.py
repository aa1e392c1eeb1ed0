"""The command line: a command's module is imported when the command is called, so that help appears at once."""

from importlib import import_module
from typing import Any, NamedTuple

import click

from rashomon.errors import RashomonError

INTERRUPTED = 130  # 128 + SIGINT, as shells have it


class Entry(NamedTuple):
    """Where a command lives, and what it does in one line."""

    home: str
    does: str


# In the order in which a user meets them. A command, or a group of them, is a row here and a function in rashomon.cli.<home>.
COMMANDS = {
    "demo": Entry("demo", "Read the sample reports and print what they claim."),
    "read": Entry("read", "Read reports into a ledger."),
    "brief": Entry("look", "Print what the reports of a ledger claim and who disputes it."),
    "events": Entry("events", "List events: what several claims say of one happening."),
    "compare": Entry("events", "Print the accounts of one event side by side."),
    "place": Entry("events", "Print who is said to hold a place and what is claimed of it."),
    "claims": Entry("look", "List claims, as a table or as JSON lines."),
    "show": Entry("show", "Show one claim with its words, its chain and its disputes."),
    "sources": Entry("sources", "List who claims something, with spellings, offices and side."),
    "reports": Entry("look", "List reports."),
    "issues": Entry("look", "List what could not be done."),
    "judge": Entry("judge", "Decide about claims: same, different, correct, reject, undo."),
    "annotate": Entry("annotate", "Print what is found in files as JSON lines, without a ledger."),
    "explain": Entry("explain", "Show which cues were tried on each sentence, and why they fired or not."),
    "dates": Entry("dates", "Show why a report is dated as it is, line by line."),
    "gazetteer": Entry("gazetteer", "Add places from files, look names up."),
    "verify": Entry("care", "Check every offset, id and seal of a ledger."),
    "doctor": Entry("care", "Check this installation."),
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = getattr(import_module(f"rashomon.cli.{entry.home}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.does) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault that a user can be told about is one line."""
        try:
            return super().invoke(ctx)
        except RashomonError as fault:
            raise click.ClickException(str(fault)) from fault
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rashomon")
def main() -> None:
    """Who claims what, where and when about a war, through whom it reached us, and who disputes it.

    \b
    rashomon demo                          two minutes with the sample reports
    rashomon read articles/                your own reports into rashomon.db
    rashomon claims --place Bakhmut        what is claimed about a place
    """
