"""Loose texts without an outlet: counted apart, and never as several origins."""

from dataclasses import replace

from tests.events.factories import claim, report

from rashomon.events import weave
from rashomon.model import Kind
from rashomon.views.wording import outlets_words

TEXTS = ("Shells hit the port of Oldmill.", "The port of Oldmill was shelled at noon, people there saw.")


def test_texts_of_unnamed_outlets_are_one_origin() -> None:
    """Nothing tells loose texts apart: they may all be of one paper."""
    loose = [replace(report(text, name=text[:8]), outlet=None) for text in TEXTS]
    (event,) = weave([claim(one, one.text, kind=Kind.STRIKE) for one in loose], loose)
    assert [origin.name for origin in event.origins] == ["outlets that are not named"]


def test_named_outlets_stay_origins_of_their_own() -> None:
    named = [report(text, outlet=outlet) for text, outlet in zip(TEXTS, ("Morning Post", "Evening Star"), strict=True)]
    (event,) = weave([claim(one, one.text, kind=Kind.STRIKE) for one in named], named)
    assert len(event.origins) == 2


def test_they_are_counted_apart() -> None:
    named, loose = report(TEXTS[0]), replace(report(TEXTS[1]), outlet=None)
    assert outlets_words([named]) == "1 outlet"
    assert outlets_words([named, loose, loose]) == "1 outlet and 2 texts without an outlet"
    assert outlets_words([loose]) == "1 text without an outlet"
