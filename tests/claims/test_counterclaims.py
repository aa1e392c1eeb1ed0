"""A denial in apposition is a claim of its own: the denier's, of the same happening."""

import pytest
from tests.claims.marked import report

from rashomon.claims import find_claims
from rashomon.knowledge import load
from rashomon.model import Polarity, Verification


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        (
            "Russian forces captured Marinka, the ministry wrote, a claim that the General Staff of Ukraine disputes.",
            "General Staff of Ukraine",
        ),
        ("The Sudanese army said it had captured Bara, a claim denied by the Rapid Support Forces.", "Rapid Support Forces"),
        ("Rebels captured Sake, the army said, a report that Rwanda rejects.", "Rwanda"),
        ("The rebels executed prisoners in Sake, the army said, an allegation Rwanda calls absurd.", "Rwanda"),
        ("The army said it still held the airport of Goma, which the rebels contest.", "Congolese rebels"),
    ],
)
def test_the_denier_and_the_denied(text: str, denier: str) -> None:
    found = [claim for claim in find_claims(report(text), load()) if claim.polarity is Polarity.DENIED]
    assert [claim.source.name if claim.source else None for claim in found] == [denier]
    affirmed = next(claim for claim in find_claims(report(text), load()) if claim.polarity is Polarity.AFFIRMED)
    assert (found[0].kind, found[0].places) == (affirmed.kind, affirmed.places)
    assert affirmed.verification is Verification.DISPUTED


def test_a_claim_that_nobody_denies_has_no_counterclaim() -> None:
    text = "Rebels captured Sake, a claim that the army repeated."
    assert [claim.polarity for claim in find_claims(report(text), load())] == [Polarity.AFFIRMED]
