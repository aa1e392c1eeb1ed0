"""Editions of made-up reports: claims are those of tests.events.factories, in places that are on the map."""

from dataclasses import replace
from typing import Any

from tests.events import factories

from rashomon.events import weave, who_holds
from rashomon.exports import Edition
from rashomon.model import Claim, Party, Place, Record, Report

BAKHMUT = Place("t-bakhmut", "Bakhmut", 48.6, 38.0, "settlement", ("Ukraine", "Donetsk Oblast"))
SOLEDAR = Place("geonames-692932", "Soledar", 48.68, 38.09, "settlement", ("Ukraine", "Donetsk Oblast"))
DONETSK = Place("t-donetsk", "Donetsk Oblast", 48.0, 37.8, "region", ("Ukraine",), radius=100.0)
UKRAINE = Place("t-ukraine", "Ukraine", 49.0, 32.0, "country", (), radius=500.0)
SEA = Place("t-sea", "Black Sea", 43.0, 34.0, "water", (), radius=400.0)
GOMA = Place("t-goma", "Goma", -1.67, 29.22, "settlement", ("Democratic Republic of the Congo", "North Kivu"))
RUSSIANS = Party("Russian forces", side="Russia")
UKRAINIANS = Party("Ukrainian forces", side="Ukraine")
M23 = Party("M23", side="M23")
PEOPLE = Party("civilians")


def told(text: str, *, actor: Party | None = None, target: Party | None = None, **more: Any) -> tuple[Report, Claim]:
    """A report of which all words are one claim, by these parties."""
    report, claim = factories.told(text, actor=None, **more)
    return report, replace(claim, actor=actor, target=target)


def edition(*pairs: tuple[Report, Claim], **more: Any) -> Edition:
    reports = tuple({report.id: report for report, _ in pairs}.values())
    events = weave([claim for _, claim in pairs], reports)
    return Edition(Record(reports, events, who_holds(events, reports)), **more)
