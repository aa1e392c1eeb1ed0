"""What a report says of the truth of its claims, of which of them, and who says so."""

import pytest
from tests.claims.marked import report

from rashomon.claims import find_claims
from rashomon.knowledge import load
from rashomon.model import Claim, Polarity, Stance, Verification

UNVERIFIED, CONFIRMED, DISPUTED, SILENT = (
    Verification.UNVERIFIED,
    Verification.CONFIRMED,
    Verification.DISPUTED,
    Verification.NO_COMMENT,
)


def claims(text: str) -> tuple[Claim, ...]:
    return find_claims(report(text), load())


def told(text: str, words: str) -> Claim:
    """The claim whose quote holds the words."""
    found = [claim for claim in claims(text) if words in claim.quote.of(text)]
    assert found, [claim.quote.of(text) for claim in claims(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Troops captured Sake, the rebels said. The claim could not be independently verified.", "Sake", UNVERIFIED),
        ("Troops captured Sake, the rebels said. Reuters was unable to confirm the report.", "Sake", UNVERIFIED),
        ("Troops captured Sake, the rebels said. There was no independent confirmation.", "Sake", UNVERIFIED),
        ("Troops captured Sake, the rebels said. It was not possible to verify the account.", "Sake", UNVERIFIED),
        ("The army said it captured Sake. The claim remains unconfirmed.", "Sake", UNVERIFIED),
        ("An unverified video shows soldiers who shelled Sake.", "shelled Sake", UNVERIFIED),
        ("Rebels captured Sake, the army said. The loss was later confirmed by the governor.", "Sake", CONFIRMED),
        ("Rebels captured Sake, the army said. This was also confirmed by the United Nations.", "Sake", CONFIRMED),
        ("Rebels captured Sake, the army said. The information has been verified by monitors.", "Sake", CONFIRMED),
        ("Rebels captured Sake, the army said, a claim that the militia denies.", "captured Sake", DISPUTED),
        ("Rebels captured Sake, the army said, a claim denied by the militia.", "captured Sake", DISPUTED),
        ("Russian forces shelled Kherson, the governor said. Russia did not immediately comment.", "Kherson", SILENT),
        ("Russian forces shelled Kherson, the governor said. Moscow has yet to comment.", "Kherson", SILENT),
        ("Russian forces shelled Kherson, the governor said. There was no immediate comment from Moscow.", "Kherson", SILENT),
        ("Russian forces shelled Kherson, the governor said. The Kremlin declined to comment.", "Kherson", SILENT),
        ("Rebels captured Sake on Friday. The market was closed.", "Sake", None),
        # the remark leads on to what it speaks of
        ("The BBC verified a video which shows soldiers who shelled Sake.", "shelled Sake", CONFIRMED),
        ("CNN geolocated footage that shows a drone hitting a truck in Sake.", "hitting", CONFIRMED),
        ("Sky News has confirmed that a missile struck the hospital in Sake.", "missile", CONFIRMED),
        ("The general has confirmed that a missile struck the hospital in Sake.", "missile", None),
        ("AFP could not verify the report, but residents said soldiers shelled Sake.", "shelled Sake", None),
        ("Unconfirmed reports say that rebels captured Sake.", "Sake", UNVERIFIED),
        ("The rebels said they captured Sake. The claims could not be checked.", "Sake", UNVERIFIED),
        ("The rebels said they captured Sake. Monitors have not seen visual evidence of this.", "Sake", UNVERIFIED),
        ("The rebels said they captured Sake. The army did not answer calls. The claim could not be checked.", "Sake", SILENT),
        ("The rebels said they captured Sake. The army could not be reached for comment.", "Sake", SILENT),
        ("The rebels said they had captured Sake but provided no evidence of that.", "captured", UNVERIFIED),
        ("The rebels said they had shot down a jet, without offering any proof.", "shot down", UNVERIFIED),
        ("Moscow said, without giving any evidence, that Ukraine had shelled Donetsk.", "shelled", UNVERIFIED),
        ("Monitors saw no evidence that rebels had entered Sake.", "entered", UNVERIFIED),
        ("The officer gave no evidence at the trial on the shelling of Sake.", "shelling", None),
        ("The army confirmed the information centre in Sake had been shelled.", "shelled", None),
        ("The army has not commented on the drone attack on the clinic in Sake.", "clinic", SILENT),
    ],
)
def test_what_the_report_says_of_its_truth(text: str, words: str, value: Verification | None) -> None:
    assert told(text, words).verification is value


@pytest.mark.parametrize(
    ("text", "words", "relation", "by"),
    [
        (
            "The mayor said two people were killed in Donetsk by Ukrainian shells. Kyiv denied responsibility.",
            "two",
            Stance.DENIES,
            "Ukraine",
        ),
        ("Residents contradicted the army's account that rebels shelled Goma.", "shelled", Stance.DENIES, "Residents"),
        ("Witnesses challenged the report that troops had withdrawn from Homs.", "withdrawn", Stance.DENIES, "Witnesses"),
        ("Syrian state media said Israel bombed Homs. Israel denied any involvement.", "bombed", Stance.DENIES, "Israel"),
        (
            "The mayor said Ukrainian shells hit a school in Donetsk. “This was not us,” said Mykhailo Podolyak.",
            "a school",
            Stance.DENIES,
            "Mykhailo Podolyak",
        ),
        (
            "The army said rebels burned the market in Tora. “It wasn't us,” a rebel officer said.",
            "market",
            Stance.DENIES,
            "rebel officer",
        ),
        ("Rebels captured Sake, the army said, a claim that Rwanda denies.", "captured Sake", Stance.DENIES, "Rwanda"),
        ("Kyiv says Russia bombed the prison; Moscow blames Ukraine.", "bombed", Stance.CONTRADICTS, "Russia"),
        (
            "The Houthis said they had hit a US destroyer. A US official said no ship was hit.",
            "destroyer",
            Stance.CONTRADICTS,
            "US official",
        ),
        (
            "The army said it had killed 60 rebels in a raid. A rebel spokesman dismissed the toll as propaganda.",
            "60 rebels",
            Stance.DENIES,
            "rebel spokesman",
        ),
        (
            "India said Pakistani troops had shelled Poonch. Islamabad called the account baseless.",
            "Poonch",
            Stance.DENIES,
            "Pakistan",
        ),
        (
            "Rebels captured Sake, the army said. This was also confirmed by the United Nations.",
            "Sake",
            Stance.CONFIRMS,
            "United Nations",
        ),
        (
            "The rebels said they captured Sake. The army, however, said its soldiers were holding the town.",
            "captured Sake",
            Stance.CONTRADICTS,
            "Congolese army",
        ),
        (
            "The militia claimed it had overrun the base in Sake, but the army said it had repelled the attack.",
            "overrun",
            Stance.CONTRADICTS,
            "Congolese army",
        ),
        (
            "The governor said no civilians were killed in the shelling of Sake, but medics at the hospital counted nine bodies.",
            "no civilians",
            Stance.CONTRADICTS,
            "medics at the hospital",
        ),
        (
            "The ministry said 600 soldiers died in the barracks. Kyiv dismissed the figure as propaganda.",
            "600 soldiers",
            Stance.DENIES,
            "Ukraine",
        ),
        (
            "The rebels' claim that they captured Sake was dismissed by the army as false.",
            "captured Sake",
            Stance.DENIES,
            "Congolese army",
        ),
        (
            "Kinshasa says Rwanda is arming the rebels, an allegation Kigali has always rejected.",
            "arming the rebels",
            Stance.DENIES,
            "Rwanda",
        ),
        (
            "The rebels said they captured Sake. Residents contradicted the account.",
            "captured Sake",
            Stance.DENIES,
            "Residents",
        ),
        (
            "The rebels said they captured Sake. A spokesman for the army denied that the town had fallen.",
            "captured Sake",
            Stance.DENIES,
            "spokesman for the army",
        ),
        (
            "Ukrainian forces captured Robotyne, the ministry said. Geolocated footage confirmed the capture.",
            "captured Robotyne",
            Stance.CONFIRMS,
            "Geolocated footage",
        ),
        (
            "Russian forces shelled Kherson, the governor said. Russia did not immediately comment.",
            "Kherson",
            Stance.NO_COMMENT,
            "Russia",
        ),
        (
            "Ukrainian drones struck Engels, the Russian ministry said. Kyiv has neither confirmed nor denied the attack.",
            "Engels",
            Stance.NO_COMMENT,
            "Ukraine",
        ),
        (
            "Ukrainian forces captured Klishchiivka, Oleksandr Syrsky said. "
            "Volodymyr Zelensky confirmed the capture of Klishchiivka.",
            "captured Klishchiivka",
            Stance.CONFIRMS,
            "Volodymyr Zelensky",
        ),
        (
            "Russian forces captured Avdiivka, the Russian Defense Ministry said. "
            "Ukraine denied that Russian forces had captured Avdiivka.",
            "Russian forces captured Avdiivka",
            Stance.DENIES,
            "Ukraine",
        ),
        (
            "The Rapid Support Forces executed prisoners in El Fasher, the United Nations said. "
            "The Rapid Support Forces denied that they had executed prisoners.",
            "executed prisoners in El Fasher",
            Stance.DENIES,
            "Rapid Support Forces",
        ),
    ],
)
def test_who_answers_a_claim(text: str, words: str, relation: Stance, by: str) -> None:
    assert (relation, by) in [(dispute.relation, dispute.by) for dispute in told(text, words).disputes]


def test_the_words_of_an_answer_are_kept() -> None:
    text = "Rebels captured Sake, the army said, a claim that Rwanda denies."
    dispute = told(text, "captured Sake").disputes[0]
    assert dispute.span.of(text) == "a claim that Rwanda denies"


def test_other_battlefield_reports_are_all_those_that_somebody_tells() -> None:
    text = (
        "Russian forces shelled Kherson, the governor said. Two men were killed in Nikopol, the mayor said. "
        "Ukrainian troops hold Robotyne. The Nordlys Wire could not verify these and other battlefield claims."
    )
    assert told(text, "Kherson").verification is UNVERIFIED
    assert told(text, "killed").verification is UNVERIFIED
    assert told(text, "hold Robotyne").verification is None


def test_neither_account() -> None:
    text = (
        "The army said it captured Sake. The rebels said they repelled the attack on Sake. "
        "Neither account could be independently verified."
    )
    assert {claim.verification for claim in claims(text)} == {UNVERIFIED}


def test_a_denial_disputes_only_what_it_speaks_of() -> None:
    text = (
        "Rebels captured Sake, the army said, a claim that Rwanda denies, as fighting went on around Goma. "
        "Rebels captured Masisi, the army said."
    )
    assert told(text, "captured Masisi").verification is None


def test_who_confirms_its_own_words_confirms_nothing() -> None:
    text = "Azerbaijan has confirmed that it has captured Hadrut."
    assert told(text, "captured Hadrut").disputes == ()
    assert told(text, "captured Hadrut").verification is None


def test_what_pictures_show_is_told_not_confirmed() -> None:
    text = "Satellite images have shown bodies in El Fasher. Troops shelled the town on Friday."
    assert [claim.verification for claim in claims(text)] == [None] * len(claims(text))


def test_both_advances_are_two() -> None:
    text = (
        "Ukrainian forces advanced near Lyman, ISW said. Ukrainian forces advanced near Robotyne. "
        "Ukrainian forces advanced near Verbove. Both advances were confirmed by geolocated footage."
    )
    found = {place: told(text, place).verification for place in ("Lyman", "Robotyne", "Verbove")}
    assert found == {"Lyman": None, "Robotyne": CONFIRMED, "Verbove": CONFIRMED}


def test_a_claim_that_the_same_source_repeats_shares_its_answer() -> None:
    text = (
        "Yevgeny Prigozhin said his men had captured Soledar. This was also confirmed by ISW. The road is open.\n"
        "Yevgeny Prigozhin said his men had captured Soledar on Tuesday."
    )
    assert [claim.verification for claim in claims(text) if claim.kind == "capture"] == [CONFIRMED, CONFIRMED]


@pytest.mark.parametrize(
    ("text", "words", "by"),
    [
        (
            "Azerbaijan said Armenian troops shelled Lachin. Armenia's defence ministry denied the claim.",
            "Lachin",
            "Armenian Defense Ministry",
        ),
        ("Azerbaijani forces shelled Sotk, Armenia says; Azerbaijan denies it", "Sotk", "Azerbaijan"),
    ],
)
def test_a_denial_that_points_back(text: str, words: str, by: str) -> None:
    claim = told(text, words)
    assert claim.verification is DISPUTED
    assert [(d.relation, d.by) for d in claim.disputes] == [(Stance.DENIES, by)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russian forces captured Yahidne, the army said. Prices rose in Kyiv. Footage confirmed it.", "Yahidne"),
        (
            "Rebels captured Sake, the army said. The rebels' leader admitted that his men were moving more slowly near Sake.",
            "captured Sake",
        ),
    ],
)
def test_what_confirms_nothing(text: str, words: str) -> None:
    assert told(text, words).verification is not CONFIRMED


def test_that_a_town_fell_is_denied_but_not_that_men_come_nearer() -> None:
    text = "The army denied that Sake had fallen. The rebels advanced towards Sake, the UN said."
    assert not told(text, "advanced").disputes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # the same side goes on; somebody else is blamed; too far away
        ("Kyiv says Russia bombed the prison. Ukraine's army blamed Russia for the fire.", "bombed"),
        ("Kyiv says Russia bombed the prison; Moscow blames Wagner for the delay.", "bombed"),
        ("The Houthis said they had hit a US destroyer. The Houthis said no rocket was shot down.", "destroyer"),
    ],
)
def test_what_contradicts_nothing(text: str, words: str) -> None:
    assert [dispute for dispute in told(text, words).disputes if dispute.relation is Stance.CONTRADICTS] == []


@pytest.mark.parametrize(
    "text",
    [
        "The rebels said they captured Sake. The army said its soldiers were holding Goma.",
        "The rebels said they captured Sake. The army promised that it would hold the town.",
        "Police said seven people were killed in a raid in Sake. The mayor said nine people were killed in a raid in Goma.",
        "The rebels said they captured Sake. Reuters was not able to verify the report.",
        "The army did not contradict the account that rebels shelled Sake.",
    ],
)
def test_what_is_no_contradiction(text: str) -> None:
    assert told(text, "Sake").disputes == ()


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ('Rebels shelled Sake. The general called reports of the loss of the town of Sake "untrue".', "loss", Polarity.DENIED),
        ("Rebels shelled Goma. The army called claims that the rebels had shelled Sake false.", "shelled Sake", Polarity.DENIED),
        ("Rebels shelled Goma. The army described allegations of the shelling of Sake as baseless.", "shelling", Polarity.DENIED),
        ("Rebels shelled Goma. The army called the rebels who had captured Sake false friends.", "captured", Polarity.AFFIRMED),
    ],
)
def test_reports_that_are_called_false_are_denied(text: str, words: str, polarity: Polarity) -> None:
    assert told(text, words).polarity is polarity


@pytest.mark.parametrize(
    ("text", "words", "disputed"),
    [
        ("Israeli jets struck a house in Deir al-Balah on Monday, medics said. Israel denies targeting civilians.", "house", True),
        (
            "Russia launched 14 attacks near Orikhiv, the general staff said. Russia denies targeting civilians.",
            "14 attacks",
            False,
        ),
        ("Russia shelled Ukrainian troops in Orikhiv, Kyiv said. Moscow denies targeting civilians.", "shelled", False),
        ("Russia shelled Ukrainian troops in Orikhiv, Kyiv said. Moscow denies shelling Orikhiv.", "shelled", True),
    ],
)
def test_a_general_denial_reaches_what_was_done_to_civilians(text: str, words: str, disputed: bool) -> None:
    assert bool(told(text, words).disputes) is disputed
