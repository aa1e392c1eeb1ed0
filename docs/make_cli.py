"""The commands as click knows them -> docs/cli.md."""

from pathlib import Path

import click

from rashomon.cli import COMMANDS, main

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 100
HEAD = """# Commands

Written by `make docs` from the help of the program; every command tells the same with `--help`.

Every command that reads or writes a ledger takes `--ledger FILE` or the environment variable `RASHOMON_LEDGER`; without
either the ledger is `rashomon.db` in the folder at hand. Lists are tables in a terminal and JSON lines elsewhere; their
fields are in [formats](formats.md).

| exit code | means |
| --- | --- |
| 0 | done |
| 1 | not done; one line on standard error says what, why and how to mend it. `doctor`: a part is missing |
| 2 | the command line was not understood |
| 3 | `read`, `annotate`, `dates`, `explain`, `watch --once`: done, and there were sources or reports that could not be read |
| 4 | `verify`, `export`, `release`: the ledger is not sound. `redact`: spellings that hold a name are left |
| 130 | interrupted with Ctrl-C; what was committed stays |
| 141 | the reader of the output closed the pipe (`rashomon brief \\| head`) |
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(name) for name in COMMANDS)])


def _section(name: str) -> str:
    context = click.Context(main, info_name="rashomon", terminal_width=WIDTH, **main.context_settings)
    command = main.get_command(context, name)
    if command is None:
        raise ValueError(f"{name}: in the table of commands, but not in the program")
    shown = command.get_help(click.Context(command, parent=context, info_name=name, terminal_width=WIDTH))
    return f"## {name}\n\n```text\n{shown}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
