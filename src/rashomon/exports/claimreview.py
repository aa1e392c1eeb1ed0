"""An edition -> schema.org ClaimReview as JSON-LD, of claims about which a person has decided; nothing else is offered.

The program gives no rating of truth: `reviewRating` says in words how the accounts stand to each other.
"""

from typing import Any

from rashomon.exports.edition import Edition
from rashomon.exports.output import Output, json_page, one_file
from rashomon.model import Claim, Event, Judgement, Report
from rashomon.views.phrases import known_phrases
from rashomon.views.wording import outlet_of, own_words, said


def write_claimreview(edition: Edition) -> Output:
    """A list of reviews, by event and publication."""
    claims = [(claim, report, event) for event in edition.record.events for claim, report in edition.claims_of(event)]
    reviews = [
        _review(claim, report, event, edition, edition.reviews[claim.id])
        for claim, report, event in claims
        if claim.id in edition.reviews
    ]
    unseen = len(claims) - len(reviews)
    return one_file(json_page(reviews), len(reviews), {"no person has decided about the claim": unseen} if unseen else {})


def _review(claim: Claim, report: Report, event: Event, edition: Edition, review: Judgement) -> dict[str, Any]:
    standing = "; ".join(known_phrases().says(because.rule) for because in event.standing) or "told once"
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": claim.id,
        "datePublished": review.at.date(),
        "author": {"@type": "Person", "name": review.reviewer},
        "claimReviewed": said([claim], [report]),
        "reviewBody": review.reason,
        "reviewRating": {"@type": "Rating", "alternateName": standing},
        "itemReviewed": _claim(claim, report, event, edition),
    }
    return found | ({"url": f"{edition.site}/claims/{claim.id}"} if edition.site else {})


def _claim(claim: Claim, report: Report, event: Event, edition: Edition) -> dict[str, Any]:
    """Who made the claim, in which words, and where it appeared: first, and in all reports of the event by the same source."""
    same = [other for other in event.claims if other.source == claim.source or other is claim]
    works = [_work(edition.report(other)) for other in same]
    author = claim.source.name if claim.source else outlet_of(report)
    made: dict[str, Any] = {
        "@type": "Claim",
        "author": {"@type": "Person" if edition.is_person(author) else "Organization", "name": author},
        "name": own_words(claim, report),
        "appearance": list({str(work): work for work in works}.values()),
        "firstAppearance": works[0],
    }
    return made | ({"datePublished": report.published.first} if report.published else {})


def _work(report: Report) -> dict[str, Any]:
    work: dict[str, Any] = {"@type": "NewsArticle", "headline": report.title or report.name, "publisher": outlet_of(report)}
    return (
        work | ({"url": report.url} if report.url else {}) | ({"datePublished": report.published.first} if report.published else {})
    )
