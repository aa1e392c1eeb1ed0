"""The ACLED sub-event type of a claim, by its kind and its words."""

import pytest
from tests.claims.marked import wrong

from rashomon.claims.happenings.schemes import acled_type
from rashomon.knowledge.cues import load_cues
from rashomon.model import Claim, Kind, Party, Span

# the codebook's 25 sub-event types
SUB_EVENTS = {
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Armed clash",
    "Excessive force against protesters",
    "Protest with intervention",
    "Peaceful protest",
    "Violent demonstration",
    "Mob violence",
    "Chemical weapon",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Sexual violence",
    "Attack",
    "Abduction/forced disappearance",
    "Agreement",
    "Arrests",
    "Change to group/activity",
    "Disrupted weapons use",
    "Headquarters or base established",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
}

TYPES: list[tuple[str, str, str | None, str | None]] = [
    # kind, words, actor, type
    ("capture", "Rebels seized the town", "rebels", "Non-state actor overtakes territory"),
    ("capture", "Foreign troops seized the town", "Russian forces", "Non-state actor overtakes territory"),
    ("capture", "The army retook the town", "Sudanese army", "Government regains territory"),
    ("capture", "The town was taken by the army without a fight", "army", "Non-violent transfer of territory"),
    ("capture", "Rebels walked into the abandoned base unopposed", "rebels", "Non-violent transfer of territory"),
    ("withdraw", "The garrison left the base", "garrison", "Non-violent transfer of territory"),
    ("advance", "The brigade gained ground", "brigade", "Armed clash"),
    ("attack", "Soldiers clashed with gunmen", "soldiers", "Armed clash"),
    ("attack", "Gunmen attacked villagers on the road", "gunmen", "Attack"),
    ("attack", "Gunmen attacked a church and raped women", "gunmen", "Sexual violence"),
    ("repel", "The assault was beaten back", "garrison", "Armed clash"),
    ("strike", "Howitzers shelled the suburb", None, "Shelling/artillery/missile attack"),
    ("strike", "Two rockets hit a school", None, "Shelling/artillery/missile attack"),
    ("strike", "Warplanes bombed the market", None, "Air/drone strike"),
    ("strike", "A drone hit the depot", None, "Air/drone strike"),
    ("strike", "A car bomb went off at the gate", None, "Remote explosive/landmine/IED"),
    ("strike", "A roadside bomb hit a patrol", None, "Remote explosive/landmine/IED"),
    ("strike", "A suicide bomber blew himself up at the gate", None, "Suicide bomb"),
    ("strike", "Chlorine was dropped on the suburb", None, "Chemical weapon"),
    ("strike", "A hand grenade was thrown into the cafe", None, "Grenade"),
    ("strike", "Missiles fired from a warplane hit the port", None, "Air/drone strike"),
    ("intercept", "Nine drones were shot down", None, "Disrupted weapons use"),
    ("casualties", "A landmine killed two farmers", None, "Remote explosive/landmine/IED"),
    ("casualties", "Six soldiers died in clashes", None, "Armed clash"),
    ("casualties", "Three people were killed", None, "Attack"),
    ("abuse", "Gunmen kidnapped a priest", "gunmen", "Abduction/forced disappearance"),
    ("abuse", "Fighters looted the market", "fighters", "Looting/property destruction"),
    ("abuse", "A mass grave was found", None, "Other"),
    ("abuse", "Prisoners were executed", None, "Attack"),
    ("detain", "Police arrested two men", "police", "Arrests"),
    ("detain", "Both sides exchanged prisoners in a swap", None, "Agreement"),
    ("deploy", "Two brigades were sent to the border", None, "Change to group/activity"),
    ("evacuate", "Thousands fled the town", None, "Other"),
    ("evacuate", "Civilians left under an evacuation deal", None, "Agreement"),
    ("negotiate", "Both sides agreed on a ceasefire", None, "Agreement"),
    # no home in the scheme
    ("negotiate", "Envoys held talks", None, None),
    ("hold", "The army holds the bridge", "army", None),
    ("aid", "Berlin promised tanks", None, None),
    ("threaten", "The general threatened the town", None, None),
    ("accuse", "Both blamed each other for the shelling", None, None),
    ("assess", "The war has reached a stalemate", None, None),
]

TYPES_WRONG = [
    *wrong(
        "what a drone drops is an air strike",
        ("strike", "A drone dropped a grenade on a trench", None, "Air/drone strike"),
    ),
    *wrong(
        "a coal mine is no landmine",
        ("strike", "A missile hit the coal mine", None, "Shelling/artillery/missile attack"),
    ),
    *wrong(
        "a crewed aircraft shot down is an attack on it",
        ("intercept", "A fighter jet was shot down", None, "Shelling/artillery/missile attack"),
    ),
]


def told(kind: str, actor: str | None = None, target: str | None = None, *, recapture: bool = False) -> Claim:
    parties = {"actor": Party(actor) if actor else None, "target": Party(target) if target else None}
    return Claim("r", Span(0, 1), Span(0, 1), Kind(kind), recapture=recapture, **parties)


@pytest.mark.parametrize(("kind", "words", "actor", "expected"), [*TYPES, *TYPES_WRONG])
def test_the_type_of_a_claim(kind: str, words: str, actor: str | None, expected: str | None) -> None:
    assert acled_type(told(kind, actor), words, load_cues()) == expected


@pytest.mark.parametrize(
    ("kind", "words", "actor", "target", "expected"),
    [
        ("casualties", "The army killed eleven militants.", "army", "militants", "Armed clash"),
        ("casualties", "The army killed eleven farmers.", "army", "farmers", "Attack"),
        ("casualties", "Gunmen killed nine people.", "gunmen", "people", "Attack"),
        ("attack", "Gunmen stormed the village.", "gunmen", "village", "Attack"),
        ("attack", "Soldiers stormed the village.", "Sudanese army", "village", "Armed clash"),
        ("attack", "Gunmen stormed the outpost.", "gunmen", "outpost", "Armed clash"),
        ("strike", "Armed men attacked the hotel.", "armed men", "hotel", "Attack"),
        ("strike", "The army struck the hotel.", "Sudanese army", "hotel", "Shelling/artillery/missile attack"),
        ("capture", "Rebels recaptured the town.", "rebels", "town", "Non-state actor overtakes territory"),
        ("capture", "Government forces captured the port.", "Yemeni government forces", "port", "Government regains territory"),
        ("capture", "Rebels entered the town after the army withdrew.", "rebels", "town", "Non-violent transfer of territory"),
        ("withdraw", "They withdrew from the base.", "US forces", None, "Change to group/activity"),
        ("withdraw", "They withdrew from the town.", "US forces", None, "Non-violent transfer of territory"),
        ("detain", "Sixty fighters surrendered to the army.", "fighters", "army", "Agreement"),
        ("strike", "Anti-aircraft guns fired at the town.", "rebels", "town", "Shelling/artillery/missile attack"),
    ],
)
def test_who_acts_and_on_whom_decides(kind: str, words: str, actor: str, target: str | None, expected: str) -> None:
    assert acled_type(told(kind, actor, target), words, load_cues()) == expected


def test_a_recapture_regains_territory() -> None:
    found = acled_type(told("capture", recapture=True), "The village was liberated", load_cues())
    assert found == "Government regains territory"


def test_only_types_of_the_codebook_are_given() -> None:
    cues = load_cues()
    assert {row.type for row in cues.telling} | set(cues.otherwise.values()) <= SUB_EVENTS


def test_kinds_of_mere_words_have_no_home() -> None:
    kinds = (Kind.HOLD, Kind.AID, Kind.NEGOTIATE, Kind.THREATEN, Kind.ACCUSE, Kind.ASSESS)
    assert not set(kinds) & set(load_cues().otherwise)
