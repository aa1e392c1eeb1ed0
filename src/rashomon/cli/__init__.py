"""The command line: a command's module is imported when the command is called, so that help appears at once."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NamedTuple

import click

from rashomon.errors import RashomonError

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
UNHEARD = 141  # 128 + SIGPIPE: what reads the output has seen enough


class Entry(NamedTuple):
    """Where a command lives, and what it does in one line."""

    home: str
    does: str


# In the order in which a user meets them. A command, or a group of them, is a row here and a function in rashomon.cli.<home>.
COMMANDS = {
    "demo": Entry("demo", "Read the sample reports and print what they claim."),
    "read": Entry("read", "Read reports into a ledger."),
    "merge": Entry("merge", "Put the shards of a reading into a ledger."),
    "watch": Entry("watch", "Read what is new in folders and feeds, again and again."),
    "brief": Entry("look", "Print what the reports of a ledger claim and who disputes it."),
    "events": Entry("events", "List events: what several claims say of one happening."),
    "compare": Entry("events", "Print the accounts of one event side by side."),
    "place": Entry("events", "Print who is said to hold a place and what is claimed of it."),
    "tolls": Entry("tolls", "List who counts how many killed, wounded, missing and captured."),
    "serve": Entry("serve", "Open the workbench in the browser, on this machine."),
    "token": Entry("token", "Let people use a server from elsewhere, by role."),
    "claims": Entry("look", "List claims, as a table or as JSON lines."),
    "show": Entry("show", "Show one claim with its words, its chain and its disputes."),
    "sources": Entry("sources", "List who claims something, with spellings, offices and side."),
    "reports": Entry("look", "List reports."),
    "issues": Entry("look", "List what could not be done."),
    "judge": Entry("judge", "Decide about claims: same, different, correct, reject, undo."),
    "mcp": Entry("mcp", "Answer a chat assistant's questions about a ledger, with quotes."),
    "export": Entry("export", "Write a ledger in a format that other tools read."),
    "release": Entry("export", "Write a dated bundle of every format that never changes."),
    "diff": Entry("export", "Print what changed between two ledgers or releases."),
    "annotate": Entry("annotate", "Print what is found in files as JSON lines, without a ledger."),
    "explain": Entry("explain", "Show which cues were tried on each sentence, and which fired."),
    "dates": Entry("dates", "Show why a report is dated as it is, line by line."),
    "gazetteer": Entry("gazetteer", "Add places from files, look names up."),
    "log": Entry("log", "List what was done to a ledger, entry by entry."),
    "redact": Entry("log", "Take names or a report out of a ledger, for good."),
    "copy": Entry("copy", "Copy a ledger between files and databases."),
    "verify": Entry("care", "Check every offset, id, digest and seal of a ledger."),
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

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; for one that there is not, what may be meant."""
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        near = get_close_matches(args[0], COMMANDS, n=1)
        ctx.fail(f"No such command {args[0]!r}. " + (f"Did you mean {near[0]!r}?" if near else "rashomon --help lists them."))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Understand the line; help and version are printed here."""
        with _until_unheard(ctx):
            return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.does) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault that a user can be told about is one line."""
        try:
            with _until_unheard(ctx):
                return super().invoke(ctx)
        except RashomonError as fault:
            raise click.ClickException(_shown(fault)) from fault
        except OSError as fault:  # no place of ours: a full disk under a library's temporary file, an output that cannot be written
            raise click.ClickException(f"{_shown(fault)} (check the room on the disk and the rights)") from fault
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


def _shown(fault: Exception) -> str:
    """What went wrong, without characters that steer a terminal: names of files may hold them."""
    from rashomon.visible import visible

    return visible(str(fault))


@contextmanager
def _until_unheard(ctx: click.Context) -> Iterator[None]:
    """A pipe that its reader closed ends the block quietly."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still held back has nowhere to go
        ctx.exit(UNHEARD)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rashomon")
def main() -> None:
    """Who claims what, where and when about a war, through whom it reached us, and who disputes it.

    \b
    rashomon demo                          two minutes with the sample reports
    rashomon read articles/                your own reports into rashomon.db
    rashomon claims --place Bakhmut        what is claimed about a place
    """
