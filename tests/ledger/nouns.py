"""Reports and claims for the tests of the ledger: words of one text, marked in it."""

from datetime import UTC, date, datetime

from rashomon.model import (
    Boilerplate,
    Candidate,
    Certainty,
    ChainRole,
    Claim,
    DatedBy,
    DateHint,
    Dispute,
    Issue,
    Judgement,
    Kind,
    Link,
    Mark,
    Part,
    Party,
    Passage,
    Place,
    PlaceRole,
    Polarity,
    Published,
    Quantity,
    Reading,
    Report,
    Span,
    Stance,
    Verdict,
    Verification,
    When,
    Where,
)

TEXT = (
    "Governor Iryna Bondar said on Friday that at least seven people were killed in Klishchiïvka. "
    "The ministry denied it. Leave a Reply"
)


def span(words: str, text: str = TEXT) -> Span:
    """Where `words` stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def report(name: str = "a", text: str = TEXT, outlet: str | None = "The Gazette") -> Report:
    """A report whose every field is set."""
    day = date(2023, 3, 4)
    hint = DateHint(day, day, DatedBy.INSIDE, "Friday", Span(0, 8))
    return Report(
        name=name,
        outlet=outlet,
        title="Seven killed",
        url="https://gazette.example/1",
        text=text,
        source_hash="0" * 64,
        language="en",
        published=Published(day, day, DatedBy.MARKUP, (hint,)),
        passages=(Passage(Span(0, len(text)), Part.BODY),),
        sentences=(Span(0, text.find(".") + 1),),
        boilerplate=(Boilerplate(span("Leave a Reply", text), "comment-form"),) if "Leave a Reply" in text else (),
    )


def claim(told: Report, quote: str = "at least seven people were killed in Klishchiïvka", kind: Kind = Kind.CASUALTIES) -> Claim:
    """A claim whose every field is set."""
    place = Place("1", "Klishchiivka", 48.52, 37.96, "settlement", ("Ukraine", "Donetsk"), ("Kleshcheevka",), 400)
    day = date(2023, 3, 3)
    return Claim(
        report=told.id,
        quote=span(quote, told.text),
        cue=span(quote.split(maxsplit=1)[0], told.text),
        kind=kind,
        chain=(
            Link(ChainRole.SOURCE, "Iryna Bondar", span("Iryna Bondar", told.text), "governor", "Ukraine"),
            Link(ChainRole.OUTLET, "The Gazette", None, because="the report's outlet"),
        ),
        actor=Party("Russian forces"),
        target=Party("people", span("people", told.text), None),
        places=(
            Where(
                span("Klishchiïvka", told.text),
                "Klishchiïvka",
                PlaceRole.EVENT,
                (Candidate(place, 0.9, "the only place of that name"),),
                True,
            ),
        ),
        when=When(span("on Friday", told.text), "on Friday", day, day, "day", "the Friday before 2023-03-04"),
        quantities=(Quantity(span("at least seven people", told.text), "killed", 7, None),),
        polarity=Polarity.AFFIRMED,
        certainty=Certainty.HEDGED,
        verification=Verification.DISPUTED,
        marks=(Mark("verification", "disputed", span("denied", told.text)),),
        disputes=(Dispute(Stance.DENIES, "The ministry", span("The ministry denied it", told.text)),),
        recapture=False,
        acled="Shelling/artillery/missile attack",
        rule="passive",
    )


def reading(told: Report, *claims: Claim, issues: tuple[Issue, ...] = ()) -> Reading:
    """What was found in a report."""
    return Reading(told.id, claims=claims, issues=issues)


def judgement(left: Claim, right: Claim | None = None, verdict: Verdict = Verdict.REJECT) -> Judgement:
    """A decision about claims."""
    at = datetime(2023, 3, 5, 12, 30, tzinfo=UTC)
    return Judgement(left.id, verdict, "mara", at, "two strikes, four hours apart", right.id if right else None, "kind", "strike")
