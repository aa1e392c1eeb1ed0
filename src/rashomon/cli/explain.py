"""rashomon explain: which cue frames were tried on each sentence of a file, which fired, and why the others did not."""

import sys

import click

from rashomon.claims.explain import Explained, Trial
from rashomon.claims.explain import explain as tried_on
from rashomon.cli.options import given_options, sides_option
from rashomon.cli.reading import build_gazetteer, issue_line
from rashomon.cli.rows import tell
from rashomon.intake import read
from rashomon.knowledge import load
from rashomon.model import Issue, Report
from rashomon.reports import Given

NOT_ALL_READ = 3


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--all", "every", is_flag=True, help="Show sentences in which nothing was tried, too.")
@given_options
@sides_option
def explain(file: str, every: bool, given: Given) -> None:
    """rashomon explain article.txt

    For each sentence: the words on which a frame of the cue files was tried, the kind that it tells, and why it did not fit.
    A line with `+` fired, one with `-` did not. The cue files are in rashomon/knowledge/data/cues.
    """
    build_gazetteer()
    unread = False
    for found in read(file, given):
        if isinstance(found, Issue):
            tell(issue_line(found), err=True)
            unread |= found.is_unread
        else:
            for explained in tried_on(found, load()):
                if every or explained.trials:
                    _print(explained, found)
    if unread:
        sys.exit(NOT_ALL_READ)


def _print(explained: Explained, report: Report) -> None:
    about = "" if explained.war else "   (does not speak of war)"
    tell(f"{explained.sentence.of(report.text)}{about}")
    for trial in explained.trials:
        tell(f"  {_line(trial, report)}")
    click.echo()


def _line(trial: Trial, report: Report) -> str:
    told = f"{trial.word.of(report.text)}: {trial.kind} ({trial.frame})"
    return f"+ {told}" if trial.misfit is None else f"- {told}: {trial.misfit}"
