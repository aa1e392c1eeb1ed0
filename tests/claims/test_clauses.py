"""Where a claim's words begin and end: exactly the marked ones."""

import pytest
from tests.claims.marked import WAR, claims_of, lines, plain, unmark, wrong

# from the subject to the end of the predicate
CLAUSES = lines(
    """
    capture: [Rebels captured the village of Sake on Friday].
    capture: [The village of Sake was captured by M23 fighters after two days of fighting].
    strike: [Two missiles hit a power station in Odesa shortly after midnight].
    On Friday, capture: [rebels captured the village of Sake].
    In Kherson, casualties: [three civilians were killed].
    # a participle inside the subject stays in the words of the clause that it belongs to
    detain: [The soldiers captured in the battle were exchanged on Monday].
    According to residents, strike: [shells hit the market].
    However, capture: [the army took the town].
    # words of saying stay outside
    The ministry said capture: [its troops had taken the town].
    The ministry said that capture: [its troops had taken the town].
    capture: [Its troops had taken the town], the ministry said.
    withdraw: [The army has withdrawn from Sake], its commander Abdel Fattah al-Burhan said on Monday.
    The governor wrote on Telegram that casualties: [two people were wounded in Nikopol].
    Officials said on Monday casualties: [at least six soldiers had died].
    casualties: [At least six soldiers had died], according to officials.
    “strike: [They shelled the harbour for an hour],” a resident said.
    The army claims that hold: [it still holds the airport].
    A spokesman told reporters capture: [the base had been captured].
    The general said: “withdraw: [Our soldiers left the hill].”
    # clauses side by side are told apart
    capture: [Rebels took the town] and casualties: [killed ten soldiers].
    capture: [Rebels took the town], but hold: [the army still holds the bridge].
    strike: [Drones hit the port]; intercept: [air defence shot down six missiles].
    casualties: [Two people were killed] and destruction: [four houses were destroyed].
    withdraw: [Troops left the base] after strike: [jets bombed it].
    While negotiate: [envoys held talks in Doha], strike: [artillery shelled the suburb].
    # what belongs to the clause stays in it
    casualties: [The shelling killed three people and wounded nine].
    capture: [Soldiers captured Sake, Minova and Shasha].
    capture: [The army scored a success by retaking the village].
    attack: [The militia launched an assault on the city from three sides].
    strike: [Government forces carried out air strikes on the camp].
    attack: [Fighters tried to break into the base].
    strike: [The army, which has few tanks left, shelled the suburb].
    # nouns
    The minister spoke of attack: [fierce fighting near the dam].
    casualties: [There were no casualties].
    # headlines and captions
    capture: [Rebels seize airport in Goma]
    casualties: [Drone strike kills three in Kherson]
    """
)


WRONG = [
    *wrong(
        "the agent of a noun is left out",
        "The general praised capture: [the recapture of the village by his troops].",
    ),
    *wrong(
        "a strike in the adverbial of a toll is told again",
        "casualties: [Three killed in drone strike on Kherson]",
    ),
]

TEXTS = tuple(WAR + plain(case) for case in (*CLAUSES, *WRONG))


@pytest.mark.parametrize("marked", [*CLAUSES, *WRONG])
def test_a_claim_has_these_words(marked: str) -> None:
    case = unmark(WAR + marked)
    assert sorted(f"{claim.kind}: {claim.quote.of(case.text)}" for claim in claims_of(TEXTS)[case.text]) == case.expected


def test_a_quote_never_leaves_its_sentence() -> None:
    text = "Rebels took Sake. Three soldiers died. The army fled."
    found = claims_of((text,))[text]
    assert [claim.quote.of(text) for claim in found] == ["Rebels took Sake", "Three soldiers died", "The army fled"]
