"""What pictures show: told by the whole clause, what it befell, and the word of whoever puts them up."""

import pytest
from tests.claims.marked import WAR, claims_of, lines, plain, told, unmark, wrong

from rashomon.model import ChainRole, Claim, Verification

# each is read after a sentence about a war; a kind marks the claim's words
SENTENCES = lines(
    """
    destruction: [Drone pictures showed a section of the railway bridge missing].
    destruction: [Satellite images seem to show two towers of the terminal destroyed].
    destruction: [Two spans of the road bridge are missing], the engineers said.
    destruction: [Video from the port shows one of the cranes and a warehouse destroyed].
    destruction: [Photos showed the front of the clinic torn off].
    The mayor was silent as clips spread, showing destruction: [half of the embankment and two houses swept away].
    destruction: [The rockets left the covered market in ruins].
    destruction: [The collapse of the dam in Kherson] does not pose a problem.
    Traffic stopped after destruction: [the collapse of the bridge in Uvira].
    capture: [the recently liberated village of Lyptsi] lies on the road.
    The governor posted photos of destruction: [a wrecked school in Derhachi].
    The ministry released strike: [footage of the raid on the depot in Tokmak].
    hold: [The rebels now have some 300 square kilometres of the province].
    hold: [Ukraine has almost 90 square miles of Russian land].
    He spoke ahead of negotiate: [a meeting of African foreign ministers in Accra].
    The column drove past capture: [the newly retaken town of Izium].
    The general flew home after negotiate: [the talks between the two armies in Geneva].
    """
)
WRONG = wrong(
    "the parser takes what is missing for what the roof is of",
    "destruction: [Satellite images show the roof of the terminal missing].",
)
# nothing of the kind is told
SILENT = lines(
    """
    A page of the report was missing.
    The minister shared photos of his family.
    The brigade has three miles to go.
    She spoke after the meeting.
    The damaged relations with Paris worried her.
    The exhibition shows the ruins of an old fort.
    """
)
TEXTS = tuple(WAR + plain(case) for case in (*SENTENCES, *WRONG, *SILENT))


@pytest.mark.parametrize("marked", [*SENTENCES, *WRONG, *SILENT])
def test_the_marked_claims_and_no_others(marked: str) -> None:
    case = unmark(WAR + marked)
    assert told(case, claims_of(TEXTS)[case.text]) == case.expected


# who says it, and where
SHOWN = [
    ("Governor Ivan Petrov posted pictures and video of a wrecked school in Derhachi.", "Ivan Petrov", "pictures and video"),
    ("The RSF published a video of the capture of the garrison in Babanusa.", "Rapid Support Forces", "video"),
    ("Mayor Olena Koval shared photos showing the shelling of a clinic in Huliaipole.", "Olena Koval", "photos"),
    ("The Israeli army released footage of an air strike on a depot near Tyre.", "Israeli forces", "footage"),
    ("Al Jazeera aired footage of the strike on the depot in Tokmak.", None, None),  # a medium passes pictures on
    ("A news agency published images of the strike on the depot in Tokmak.", None, None),
]


def only(text: str) -> Claim:
    """The one claim of a sentence about a war."""
    (claim,) = claims_of(tuple(WAR + one for one, *_ in (*SHOWN, *THINGS)))[WAR + text]
    return claim


@pytest.mark.parametrize(("text", "source", "channel"), SHOWN)
def test_who_puts_up_pictures_says_what_they_show(text: str, source: str | None, channel: str | None) -> None:
    links = {link.role: link.name for link in only(text).chain}
    assert (links.get(ChainRole.SOURCE), links.get(ChainRole.CHANNEL)) == (source, channel)


# what it befell, and its type
THINGS = [
    ("Drone footage shows a span of the bridge missing.", "bridge", None),
    ("Governor Ivan Petrov posted photos of a wrecked tram in Kherson.", "tram", None),
    ("Video showed the water tower destroyed.", "water tower", None),
]


@pytest.mark.parametrize(("text", "target", "acled"), THINGS)
def test_what_is_seen_befell_the_thing_and_the_camera_struck_nothing(text: str, target: str, acled: str | None) -> None:
    claim = only(text)
    assert claim.target is not None
    assert (claim.target.name, claim.acled) == (target, acled)


def test_what_pictures_show_is_no_report_to_verify() -> None:
    text = WAR + (
        "The army said it took Sake. Reuters could not verify battlefield reports. "
        "Governor Ivan Petrov posted pictures of a wrecked school in Derhachi."
    )
    said, seen = claims_of((text,))[text]
    assert (said.verification, seen.verification) == (Verification.UNVERIFIED, None)


def test_what_is_told_in_passing_is_not_what_was_confirmed() -> None:
    text = WAR + (
        "Ukrainian forces advanced west of the newly liberated town of Robotyne. "
        "Ukrainian forces also advanced near Verbove. Both advances were confirmed by geolocated footage."
    )
    found = {claim.quote.of(text): claim.verification for claim in claims_of((text,))[text]}
    assert [value for quote, value in found.items() if quote.startswith("the newly")] == [None]
    assert list(found.values()).count(Verification.CONFIRMED) == 2
