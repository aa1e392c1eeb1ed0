"""Stories told by several reports come out as they were told to."""

import pytest
from tests.storylines.figures import by_hand, by_program, figures_of
from tests.storylines.story import storylines

from rashomon.events import find_versions, weave


def test_the_set_is_as_large_as_it_says() -> None:
    reports = [report for story in storylines() for report in story.reports]
    assert len(storylines()) >= 10
    assert len(reports) >= 80
    assert 0.3 < sum(len(story.reports) for story in storylines() if story.held_out) / len(reports) < 0.4


@pytest.mark.parametrize("held_out", [False, True])
def test_claims_made_by_hand(*, held_out: bool) -> None:
    found = figures_of(by_hand, held_out=held_out)
    assert found.exact >= 0.9 * found.events, found.wrong
    assert found.precision() >= 0.95, found.wrong
    assert found.recall() >= 0.85, found.wrong
    assert found.macro() >= 0.80, found.wrong
    assert found.standing >= 0.9 * found.events, found.wrong
    assert found.tolls_right == found.tolls, found.wrong


@pytest.mark.parametrize("held_out", [False, True])
def test_claims_that_the_program_finds(*, held_out: bool) -> None:
    found = figures_of(by_program, held_out=held_out)
    assert found.precision() >= 0.95, found.wrong
    assert found.recall() >= 0.60, found.wrong
    assert found.exact >= 0.60 * found.events, found.wrong


@pytest.mark.parametrize("story", storylines(), ids=lambda story: story.name)
def test_the_order_of_reading_does_not_matter(story) -> None:
    claims = [mark.claim for mark in story.marks]
    assert weave(claims[::-1], story.reports[::-1]) == weave(claims, story.reports)


@pytest.mark.parametrize("story", storylines(), ids=lambda story: story.name)
def test_versions(story) -> None:
    names = {report.id: report.name for report in story.reports}
    found = [(names[one.earlier], names[one.later]) for one in find_versions(story.reports)]
    assert tuple(found) == story.versions
