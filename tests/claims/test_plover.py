"""PLOVER's event, mode, auxiliaries and contexts of a claim, by its kind and words."""

from dataclasses import replace
from datetime import date

import pytest
from tests.claims.marked import wrong
from tests.events import factories

from rashomon.claims.happenings.schemes import plover_code
from rashomon.knowledge.plover import QUADS, load_plover
from rashomon.model import Certainty, Kind, Polarity, When

# the manual's modes by event
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone"
    " heavy-weapons crowd-control unconventional",
}
CONTEXTS = """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal
reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory
peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber misinformation crime
corruption illegal_drugs trafficking""".split()


def coded(kind: str, words: str, **more):
    report, claim = factories.told(words, kind=Kind(kind), on=more.pop("on", None), **more)
    return plover_code(claim, report)


EVENTS: list[tuple[str, str, str | None, str | None]] = [
    # kind, words, event, mode
    ("capture", "Rebels seized the town.", "ASSAULT", None),
    ("withdraw", "The garrison left the base.", "RETREAT", "withdraw"),
    ("strike", "Howitzers shelled the suburb.", "ASSAULT", "heavy-weapons"),
    ("strike", "Warplanes bombed the market.", "ASSAULT", "aerial"),
    ("strike", "A drone hit the depot.", "ASSAULT", "drone"),
    ("strike", "A car bomb went off at the gate.", "ASSAULT", "explosives"),
    ("strike", "A suicide bomber blew himself up.", "ASSAULT", "suicide-attack"),
    ("strike", "Chlorine was dropped on the suburb.", "ASSAULT", "unconventional"),
    ("intercept", "Nine drones were shot down.", "ASSAULT", "drone"),
    ("intercept", "Two missiles were shot down.", "ASSAULT", "heavy-weapons"),
    ("attack", "Gunmen opened fire on the convoy.", "ASSAULT", "firearms"),
    ("destruction", "The bridge was destroyed.", "ASSAULT", "destroy"),
    ("abuse", "Fighters raped women in the camp.", "ASSAULT", "sexual"),
    ("abuse", "Gunmen kidnapped a priest.", "ASSAULT", "abduct"),
    ("abuse", "Prisoners were tortured.", "ASSAULT", "torture"),
    ("abuse", "Prisoners were executed.", "ASSAULT", "targeted"),
    ("abuse", "Fighters looted the market.", "COERCE", "seize"),
    ("abuse", "Children were deported.", "COERCE", "deport"),
    ("abuse", "A mass grave was found.", "ACCUSE", "investigate"),
    ("detain", "Police arrested two men.", "COERCE", "arrest"),
    ("detain", "Nine soldiers were captured.", "ASSAULT", "abduct"),
    ("detain", "Both sides exchanged prisoners in a swap.", "RETREAT", "release"),
    ("deploy", "Two brigades were sent to the border.", "MOBILIZE", "troops"),
    ("deploy", "Tanks were moved to the border.", "MOBILIZE", "weapons"),
    ("evacuate", "Rescuers evacuated the hospital.", "AID", None),
    ("evacuate", "Civilians left through a humanitarian corridor.", "RETREAT", "access"),
    ("aid", "Trucks brought flour to the camp.", "AID", None),
    ("negotiate", "Envoys held talks.", "CONSULT", None),
    ("negotiate", "The presidents spoke by telephone.", "CONSULT", "phone"),
    ("negotiate", "Both sides agreed on a truce.", "AGREE", None),
    ("negotiate", "The general rejected talks.", "REJECT", None),
    ("negotiate", "The minister called for talks.", "REQUEST", None),
    ("threaten", "The general threatened the town.", "THREATEN", "violence"),
    ("accuse", "Both blamed each other for the shelling.", "ACCUSE", "allege"),
    # no home in the scheme
    ("hold", "The army holds the bridge.", None, None),
    ("assess", "The war has reached a stalemate.", None, None),
    ("evacuate", "Thousands fled the town.", None, None),
]

EVENTS_WRONG = [
    *wrong(
        "a jet that is shot down is the target, not the weapon",
        ("intercept", "A missile shot down a fighter jet.", "ASSAULT", "heavy-weapons"),
    ),
]


@pytest.mark.parametrize(("kind", "words", "event", "mode"), [*EVENTS, *EVENTS_WRONG])
def test_the_event_and_mode_of_a_claim(kind: str, words: str, event: str | None, mode: str | None) -> None:
    code = coded(kind, words)
    assert (code.event, code.modes) == (event, (mode,) if mode else ())


@pytest.mark.parametrize(("row", "pattern"), load_plover().telling)
def test_the_example_of_a_row_shows_it(row, pattern) -> None:
    assert pattern.search(row.example)
    assert {coded(kind, row.example).event or "" for kind in row.kinds} == {row.event}
    assert row.mode in {mode for kind in row.kinds for mode in coded(kind, row.example).modes} | {""}


def test_only_the_manuals_words_are_given() -> None:
    rows = load_plover()
    given = {(row.event, row.mode) for row, _ in rows.telling} | set(rows.otherwise.values())
    events = {event for events in QUADS.values() for event in events}
    assert {event for event, _ in given if event} | {*rows.ahead, *rows.ahead.values()} <= events
    assert [pair for pair in given if pair[1] and pair[1] not in MODES[pair[0]].split()] == []
    assert {row.name for row, _ in rows.contexts} <= set(CONTEXTS)
    assert sum(map(len, QUADS.values())) == 16


# auxiliaries


@pytest.mark.parametrize(
    ("words", "certainty", "polarity", "expected"),
    [
        ("Rebels seized the town.", "stated", "affirmed", ()),
        ("Rebels did not seize the town.", "stated", "negated", ("negation",)),
        ("The army denied that rebels seized the town.", "stated", "denied", ("negation",)),
        ("Rebels will seize the town.", "intended", "affirmed", ("future",)),
        ("If the bridge fell, rebels would seize the town.", "intended", "affirmed", ("hypothetical",)),
        ("Two years ago rebels seized the town.", "stated", "affirmed", ("historical",)),
        ("Rebels will not seize the town.", "intended", "negated", ("future", "negation")),
    ],
)
def test_what_did_not_just_happen_is_marked(words, certainty, polarity, expected) -> None:
    code = coded("capture", words, certainty=Certainty(certainty), polarity=Polarity(polarity))
    assert code.auxiliaries == expected


def test_what_ended_a_month_before_the_report_is_historical() -> None:
    report, claim = factories.told("Rebels seized the town in January.", kind=Kind.CAPTURE, published="2024-03-05")
    for last, expected in ((date(2024, 1, 31), ("historical",)), (date(2024, 3, 1), ())):
        when = When(claim.quote, "", date(2024, 1, 1), last, "month")
        assert plover_code(replace(claim, when=when), report).auxiliaries == expected


@pytest.mark.parametrize(
    ("kind", "words", "event"),
    [
        ("withdraw", "The garrison will leave the base.", "CONCEDE"),
        ("aid", "Berlin promised tanks.", "AGREE"),
        ("negotiate", "They will meet.", "AGREE"),
    ],
)
def test_help_and_retreat_that_are_announced_are_acts_of_words(kind: str, words: str, event: str) -> None:
    code = coded(kind, words, certainty=Certainty.INTENDED)
    assert (code.event, code.modes, code.auxiliaries) == (event, (), ())


# contexts


@pytest.mark.parametrize(("row", "pattern"), load_plover().contexts)
def test_the_example_of_a_context_shows_it(row, pattern) -> None:
    assert row.kinds or (pattern and pattern.search(row.example))


def test_contexts_come_from_kind_and_words() -> None:
    assert coded("strike", "A rocket hit the hospital.").contexts == ("military", "health")
    assert coded("capture", "Rebels seized the town.").contexts == ("military", "territory")
