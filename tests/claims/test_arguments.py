"""Subject and object of the marked verb, by grammar alone."""

import pytest
from tests.claims.marked import parsed, unmark

from rashomon.claims.parse.arguments import controller, is_passive, object_of, subject_of

# the verb in brackets; the heads of subject and object
ARGUMENTS: list[tuple[str, str | None, str | None]] = [
    ("Rebels [captured] the village.", "Rebels", "village"),
    ("The village was [captured].", None, "village"),
    ("The village was [captured] by rebels.", "rebels", "village"),
    ("The village [captured] by rebels is small.", "rebels", "village"),
    ("The rebels who [captured] the village left.", "rebels", "village"),
    ("The village that rebels [captured] is small.", "rebels", "village"),
    ("Rebels tried to [capture] the village.", "Rebels", "village"),
    ("Rebels entered the village and [captured] the mayor.", "Rebels", "mayor"),
    ("Rebels [shelled] and captured the village.", "Rebels", "village"),
    ("The general ordered soldiers to [capture] the village.", "soldiers", "village"),
    ("The general called on residents to [leave] the village.", "residents", "village"),
    ("Rebels won by [capturing] the village.", "Rebels", "village"),
    ("Rebels advanced, [capturing] the village.", "Rebels", "village"),
    ("Rebels failed to [capture] the village.", "Rebels", "village"),
    ("The minister [asked] for weapons.", "minister", "weapons"),
    ("Having [captured] the village, rebels rested.", "rebels", "village"),
    ("The army [said] it was safe.", "army", None),
    ("[Leave] the village!", None, "village"),
    ("The village is being [held] by rebels.", "rebels", "village"),
    ("The village was shelled and then [captured].", None, "village"),
    ("The minister [asked] allies for weapons.", "minister", "weapons"),
    ("On Tuesday the general vowed to [fight] on.", "general", None),
]


@pytest.mark.parametrize(("marked", "subject", "patient"), ARGUMENTS)
def test_who_does_it_and_what_it_falls_on(marked: str, subject: str | None, patient: str | None) -> None:
    case = unmark(marked)
    (verb,) = parsed(case.text).tokens(case.marks[0][1])
    found = (subject_of(verb), object_of(verb))
    assert tuple(token.text if token else None for token in found) == (subject, patient)


@pytest.mark.parametrize(
    ("marked", "passive"),
    [
        ("The village was [captured].", True),
        ("The village [captured] by rebels is small.", True),
        ("The village will have been [captured].", True),
        ("Rebels have [captured] the village.", False),
        ("The rebels who [captured] the village left.", False),
        ("Rebels were [capturing] the village.", False),
    ],
)
def test_passives(marked: str, passive: bool) -> None:
    case = unmark(marked)
    (verb,) = parsed(case.text).tokens(case.marks[0][1])
    assert is_passive(verb) is passive


@pytest.mark.parametrize(
    ("marked", "verb"),
    [
        ("Rebels tried to [capture] the village.", "tried"),
        ("Rebels tried and failed to [capture] the village.", "tried"),
        ("Rebels shelled the town and [killed] a boy.", "shelled"),
        ("Rebels shelled the town and a boy [died].", "died"),
        ("Rebels won by [capturing] the village.", "won"),
    ],
)
def test_the_verb_whose_subject_is_shared(marked: str, verb: str) -> None:
    case = unmark(marked)
    (token,) = parsed(case.text).tokens(case.marks[0][1])
    assert controller(token).text == verb
