"""What `rashomon explain` says of a sentence: the frames tried, and the reason of each that did not fire."""

import pytest

from rashomon.claims import read_claims
from rashomon.claims.explain import Trial, explain
from rashomon.knowledge import load
from rashomon.model import Report
from rashomon.reports import read

WAR = "Soldiers of both armies fought through the day with artillery. "


def report(text: str) -> Report:
    found = read("case.txt", text.encode())[0]
    assert isinstance(found, Report)
    return found


def trials(sentence: str) -> list[Trial]:
    """The trials of the last sentence, told in a report about a war."""
    return list(list(explain(report(WAR + sentence), load()))[-1].trials)


@pytest.mark.parametrize(
    ("sentence", "word", "kind", "misfit"),
    [
        ("The soldiers captured the village.", "captured", "capture", None),
        ("The club captured the title.", "captured", "capture", "the object 'title' is other, not place or position or pronoun"),
        ("The union called a nurses strike.", "strike", "strike", "'nurse' beside it tells of something else"),
        (
            "The gains were small.",
            "gains",
            "advance",
            "no word beside it is battlefield or force or military or side or territorial",
        ),
    ],
)
def test_a_frame_and_its_reason(sentence: str, word: str, kind: str, misfit: str | None) -> None:
    text = WAR + sentence
    found = [(trial.word.of(text), trial.kind, trial.misfit) for trial in trials(sentence)]
    assert (word, kind, misfit) in found


def test_other_news_is_told_apart_by_its_surroundings() -> None:
    (alone,) = explain(report("The storm hit the coast and killed four people."), load())
    assert not alone.war
    assert {trial.misfit for trial in alone.trials if trial.kind == "casualties"} == {
        "neither its sentence nor those around it speak of war"
    }


def test_the_search_ends_with_the_frame_that_fires() -> None:
    tried = trials("The army repelled an attack.")
    last = [trial for trial in tried if trial.frame.startswith("verb")][-1]
    assert last.misfit is None
    assert last.kind == "repel"


def test_every_cue_of_a_claim_is_among_those_that_fired() -> None:
    told = report(WAR + "Rebels shelled the port and captured the bridge, the governor of the province said.")
    fired = {trial.word for one in explain(told, load()) for trial in one.trials if trial.misfit is None}
    cued = [claim for claim in read_claims(told, load()).claims if claim.rule.startswith(("verb", "noun"))]
    assert len(cued) >= 2
    assert all(any(claim.cue.covers(word) for word in fired) for claim in cued)
