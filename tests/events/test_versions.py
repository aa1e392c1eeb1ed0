"""Texts that an outlet changed after publication."""

from dataclasses import replace

import pytest
from tests.events.factories import report

from rashomon.events import find_versions
from rashomon.model import Report

FIRST = "Two were killed. Schools are closed. The bridge is open."


def changed(text: str, **more: str) -> list[Report]:
    later = report(text, published=more.pop("published", "2024-03-06"), outlet=more.pop("outlet", "Morning Post"))
    return [report(FIRST), replace(later, **more)]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Four were killed. Schools are closed. The bridge is open.", ["Two were killed."], ["Four were killed."]),
        ("Schools are closed. The bridge is open.", ["Two were killed."], [""]),
        (f"{FIRST} Trams run.", [""], ["Trams run."]),
        ("Two were killed. The bridge is shut.", ["Schools are closed. The bridge is open."], ["The bridge is shut."]),
    ],
)
def test_what_was_changed(text: str, before: list[str], after: list[str]) -> None:
    texts = changed(text)
    (version,) = find_versions(texts[::-1])
    assert (version.earlier, version.later) == (texts[0].id, texts[1].id)
    assert [change.before.of(texts[0].text) for change in version.changes] == before
    assert [change.after.of(texts[1].text) for change in version.changes] == after


@pytest.mark.parametrize(
    "more",
    [{"outlet": "Evening Star"}, {"title": "Something else"}, {"published": "2024-03-30"}],
    ids=["other outlet", "other title", "weeks later"],
)
def test_what_is_no_version(more: dict[str, str]) -> None:
    assert find_versions(changed(FIRST.replace("Two", "Four"), **more)) == ()


def test_a_series_under_one_title_is_no_version() -> None:
    assert find_versions(changed("Rain again, and the river rises over the fields of the north.")) == ()


def test_one_address_is_enough() -> None:
    texts = [replace(one, url="https://example.org/a") for one in changed("All is new here.", title="New", published="2024-05-01")]
    (version,) = find_versions(texts)
    assert version.because.detail == "both at https://example.org/a"
