"""Numbers of dead and wounded reach the claim that counts them."""

import pytest
from tests.claims.marked import claims_of

TOLLS = [
    ("The number of soldiers wounded in the raid on the barracks rose to 40.", [("wounded", 40)]),
    ("The number of people killed by a rebel rocket in Goma on Monday has climbed to six, the army said.", [("killed", 6)]),
    ("The death toll from the shelling of Nikopol stands at nine.", [("killed", 9)]),
    ("Five civilians were killed and 11 wounded after rebel rockets fell on Goma.", [("civilians killed", 5), ("wounded", 11)]),
    ("Rebels shelled Sake, killing a 44-year-old teacher.", [("teacher killed", 1)]),
    ("Three soldiers and a civilian were killed in Goma by rebel shells.", [("soldiers killed", 3)]),
    ("Two officers and their two drivers were wounded at Sake by shells.", [("officers wounded", 2), ("drivers wounded", 2)]),
    ("Four soldiers and a teacher said nine men were killed by shells in Sake.", [("men killed", 9)]),
    ("Rebels said 900 soldiers had been killed or wounded at Sake.", [("soldiers killed or wounded", 900)]),
]


@pytest.mark.parametrize(("text", "counted"), TOLLS)
def test_one_claim_tells_the_toll(text: str, counted: list[tuple[str, float]]) -> None:
    claims = [claim for claim in claims_of(tuple(one for one, _ in TOLLS))[text] if claim.kind == "casualties"]
    assert [[(one.of, one.low) for one in claim.quantities] for claim in claims] == [counted]


def test_those_who_are_counted_have_done_nothing() -> None:
    text = "The number of people injured in the rocket attack on Haifa rose to 27."
    (claim,) = (claim for claim in claims_of((text,))[text] if claim.kind == "casualties")
    assert claim.actor is None
    assert claim.target is not None
    assert claim.target.name == "people"
