"""Whether it happened and how sure: the marked words decide."""

import pytest
from tests.claims.marked import WAR, claims_of, plain, unmark, wrong

# the deciding word in brackets, the kind of the claim, its polarity
POLARITY = [
    ("The army was [failing] to take the hill.", "capture", "negated"),
    ("The army did [not] capture the village.", "capture", "negated"),
    ("The army didn[’t] capture the village.", "capture", "negated"),
    ("The rebels could [not] break through the line.", "advance", "negated"),
    ("The brigade [failed] to take the hill.", "capture", "negated"),
    ("Russian troops were [unable] to break through.", "advance", "negated"),
    ("The attackers [never] reached the outskirts of the town.", "advance", "negated"),
    ("There was [no] breakthrough near Bakhmut.", "advance", "negated"),
    ("There were [no] casualties.", "casualties", "negated"),
    ("[No] casualties were reported.", "casualties", "negated"),
    # what a denial takes for granted has happened
    ("Iran denied arming the Houthis, who attacked the tanker on Monday.", "attack", "affirmed"),
    ("Iran [denied] arming the Houthis, who attacked the tanker on Monday.", "aid", "denied"),
    ("The Emirates denied supplying the paramilitaries that shelled El Fasher.", "strike", "affirmed"),
    ("Hezbollah denied that it had fired the rocket that killed twelve children.", "casualties", "affirmed"),
    ("[No] soldiers were killed.", "casualties", "negated"),
    ("[None] of the missiles hit the port.", "strike", "negated"),
    ("[Neither] army gained ground.", "advance", "negated"),
    ("The strike caused [no] damage.", "destruction", "negated"),
    ("The bridge was [not] destroyed.", "destruction", "negated"),
    ("[Nobody] was injured in the blast.", "casualties", "negated"),
    ("The rebels [refused] to withdraw.", "withdraw", "negated"),
    ("The garrison has [not] surrendered.", "detain", "negated"),
    ("The rebels were [not] able to advance.", "advance", "negated"),
    ("The town [no longer] is under army control.", "hold", "negated"),
    ("[Not] a single drone was shot down.", "intercept", "negated"),
    # who had no share in it
    ("Burundi said its army was [never] involved in the shelling of Uvira.", "strike", "negated"),
    ("Rwanda's soldiers took [no] part in the capture of Bukavu.", "capture", "negated"),
    ("Russia had [no] hand in the strike on the dam, the envoy said.", "strike", "negated"),
    ("The troops had [nothing] to do with the killing of civilians in Aksum.", "casualties", "negated"),
    ("Turkish troops were [not] involved in shelling the town.", "strike", "negated"),
    ("Drones of the army had taken part in the attack on the port.", "strike", "affirmed"),
    # the scope ends at the clause
    ("The minister did not comment after missiles hit the port.", "strike", "affirmed"),
    ("Rebels who do not trust the truce attacked the post.", "attack", "affirmed"),
    ("The army did not say when it captured the village.", "capture", "affirmed"),
    ("The army did not only capture the hill but also the village.", "capture", "affirmed"),
    ("Not only soldiers were killed.", "casualties", "affirmed"),
    ("The column withdrew without firing a shot.", "withdraw", "affirmed"),
    ("Rebels took the town with no resistance.", "capture", "affirmed"),
    ("No one believed it, but the rebels captured the base.", "capture", "affirmed"),
    ("The army holds the bridge and will not leave.", "hold", "affirmed"),
    # somebody's claim is rejected
    ("The Russian Defense Ministry [denied] that Ukrainian forces had captured Andriivka.", "capture", "denied"),
    ("Rwanda [rejected] reports that its troops had entered Goma.", "capture", "denied"),
    ("The army [dismissed] claims that the base had fallen.", "capture", "denied"),
    ("The militia [denied] killing civilians.", "abuse", "denied"),
    ("Israel's military [denied] that it had struck the hospital.", "strike", "denied"),
    ("“The base has not fallen,” the army said.", "capture", "negated"),
    ("The minister did not deny that the base had fallen.", "capture", "affirmed"),
    ("The governor confirmed that the base had fallen.", "capture", "affirmed"),
    ("The army captured a village, not a town.", "capture", "affirmed"),
    ("M23 [denies] having shelled the camp.", "strike", "denied"),
    ("The crew was [unhurt] when the missile hit the tanker.", "casualties", "negated"),
]

POLARITY_WRONG = [
    *wrong(
        '"without" and a verb tells nothing',
        ("The missile hit the port [without] wounding anyone.", "casualties", "negated"),
    ),
]

CERTAINTY = [
    # doubt about past and present
    ("The bridge was [probably] destroyed by a mine.", "destruction", "hedged"),
    ("The army has [reportedly] captured the village.", "capture", "hedged"),
    ("Rebels [allegedly] shelled the market.", "strike", "hedged"),
    ("The missile [may have] hit a school.", "strike", "hedged"),
    ("The town [might have] fallen to the rebels.", "capture", "hedged"),
    ("A drone [could have] struck the depot.", "strike", "hedged"),
    ("The militia [appears to] have withdrawn from the base.", "withdraw", "hedged"),
    ("The army [seems to] hold the bridge.", "hold", "hedged"),
    ("Six soldiers are [believed to] have died.", "casualties", "hedged"),
    ("The rebels have [apparently] left the town.", "withdraw", "hedged"),
    ("A [suspected] drone attack was heard near the port.", "strike", "hedged"),
    ("[Perhaps] a hundred soldiers were killed.", "casualties", "hedged"),
    ("The commander is [said to] have been killed.", "casualties", "hedged"),
    ("It is [likely] that the base was captured.", "capture", "hedged"),
    # what lies ahead
    ("The army [plans] to retake the village.", "capture", "intended"),
    ("The rebels [want] to capture Goma.", "capture", "intended"),
    ("The general [vowed] to retake the island.", "capture", "intended"),
    ("The president [ordered] troops to withdraw from the base.", "withdraw", "intended"),
    ("The army [will] retake the town.", "capture", "intended"),
    ("The city [could] fall to the rebels.", "capture", "intended"),
    ("Reservists are [expected] to be mobilised.", "deploy", "intended"),
    ("The mayor [urged] residents to evacuate the town.", "evacuate", "intended"),
    ("Berlin [promised] to deliver tanks to Kyiv.", "aid", "intended"),
    ("The army is [preparing] to attack the town.", "attack", "intended"),
    ("The [planned] offensive worries the villagers.", "attack", "intended"),
    ("The army is [ready] to defend the town.", "hold", "intended"),
    ("The garrison [should] withdraw.", "withdraw", "intended"),
    ("The general has a [plan] to cut the road to the coast.", "advance", "intended"),
    ("[Will] the army retake the city?", "capture", "intended"),
    ("Moscow [seeks] full control of the Donbas.", "capture", "intended"),
    ("Rebels are [going] to attack the town.", "attack", "intended"),
    ("The militia is [about] to encircle the garrison.", "advance", "intended"),
    # it went on or came about
    ("The rebels tried to storm the base.", "attack", "stated"),
    ("The army continued to shell the suburb.", "strike", "stated"),
    ("The army managed to retake the village.", "capture", "stated"),
    ("The army was able to retake the village.", "capture", "stated"),
    ("The rebels began to withdraw from the town.", "withdraw", "stated"),
    ("Soldiers who want to go home left the base.", "withdraw", "stated"),
    ("The army captured the town in May.", "capture", "stated"),
    ("Rebels captured the base in order to sell its weapons.", "capture", "stated"),
    ("The army captured the village and will hold talks.", "capture", "stated"),
    ("Probably because of fog, the visit was short; rebels captured the base.", "capture", "stated"),
    # it was tried
    ("The drones could not hit the port.", "strike", "stated"),
    ("The garrison could no longer hold the town.", "hold", "stated"),
    # it goes on; it is spoken of
    ("Fierce fighting is going on in the streets of the town.", "attack", "stated"),
    ("Residents spoke about the shelling of the suburb.", "strike", "stated"),
    # an effort is made of deeds
    ("The rebels' main effort has been an assault on the town.", "attack", "stated"),
    ("The army's main effort is a ground attack on the village.", "attack", "stated"),
    # what is told as a cause has happened
    ("The governor will resign because of the fall of the town.", "capture", "stated"),
    ("The minister vowed revenge in response to the rebels' attack on the town.", "attack", "stated"),
    ("Aid will be sent despite the shelling of the road.", "strike", "stated"),
    ("The talks [will] go on despite attacks on the town.", "attack", "intended"),
]

CERTAINTY_WRONG = [
    *wrong(
        "a hedge before the noun that has the clause is not seen",
        ("There are [unconfirmed] reports that the town fell.", "capture", "hedged"),
    ),
    *wrong(
        '"lost a whole battalion" is no loss',
        ("The army [must have] lost a whole battalion.", "casualties", "hedged"),
    ),
    *wrong(
        "the mark is the verb of the condition, not its word",
        ("[If] the rebels capture the dam, the valley is lost.", "capture", "intended"),
        ("[Unless] the truce holds, rebels will attack the town.", "attack", "intended"),
    ),
    *wrong(
        'the mark of "the aim is to" is its verb, not its noun',
        ("The [aim] is to capture the whole province.", "capture", "intended"),
    ),
]


TEXTS = tuple(WAR + plain(case) for case in (*POLARITY, *POLARITY_WRONG, *CERTAINTY, *CERTAINTY_WRONG))


def decision(marked: str, kind: str, of: str) -> tuple[str, list[str]]:
    """The value of the first claim of that kind, and the marked words that its own marks touch."""
    case = unmark(WAR + marked)
    found = claims_of(TEXTS)[case.text]
    claim = next((claim for claim in found if claim.kind == kind), None)
    assert claim is not None, f"no {kind} among {[(c.kind.value, c.quote.of(case.text)) for c in found]}"
    given = [mark.span for mark in claim.marks if mark.of == of]
    assert bool(given) == (getattr(claim, of) not in ("affirmed", "stated"))
    return str(getattr(claim, of)), [s.of(case.text) for _, s in case.marks if any(s.touches(other) for other in given)]


def words(marked: str) -> list[str]:
    case = unmark(marked)
    return [span.of(case.text) for _, span in case.marks]


@pytest.mark.parametrize(("marked", "kind", "value"), [*POLARITY, *POLARITY_WRONG])
def test_polarity_and_the_words_that_decide_it(marked: str, kind: str, value: str) -> None:
    assert decision(marked, kind, "polarity") == (value, words(marked))


@pytest.mark.parametrize(("marked", "kind", "value"), [*CERTAINTY, *CERTAINTY_WRONG])
def test_certainty_and_the_words_that_decide_it(marked: str, kind: str, value: str) -> None:
    assert decision(marked, kind, "certainty") == (value, words(marked))
