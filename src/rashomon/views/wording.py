"""Claims -> English sentences that say who says it; what one side claims is never stated as a fact."""

from collections.abc import Iterable, Sequence
from datetime import date
from re import findall, search, split

from rashomon.model import Certainty, ChainRole, Claim, Link, Place, PlaceRole, Polarity, Report, Where
from rashomon.views.marks import visible
from rashomon.views.phrases import known_phrases

ARTICLES = frozenset({"the", "a", "an"})


def day_words(day: date) -> str:
    """``17 Sep 2023``."""
    return f"{day.day} {day:%b %Y}"


def days_words(first: date, last: date) -> str:
    """``17 Sep 2023``, ``12 to 14 Sep 2023``, ``30 Aug 2023 to 2 Sep 2023``."""
    if first == last:
        return day_words(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same_month else day_words(first)} to {day_words(last)}"


def count(number: int, noun: str) -> str:
    """``1 report``, ``2 reports``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Iterable[str]) -> str:
    """``A, B and C``, each name once."""
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} and {last}" if most else last


def event_spots(claim: Claim) -> tuple[Where, ...]:
    """Where it happened: the mentions in that role, else those of its goal."""
    found = tuple(spot for spot in claim.places if spot.role is PlaceRole.EVENT)
    return found or tuple(spot for spot in claim.places if spot.role is PlaceRole.GOAL)


def place_words(place: Place) -> str:
    """``Oldmill, North Region, Norland``: from the place to its country."""
    return ", ".join(dict.fromkeys([place.name, *reversed(place.admin)]))


def outlet_of(report: Report) -> str:
    """The outlet, else the report's own name."""
    return report.outlet or report.name


def named_outlets(reports: Iterable[Report]) -> set[str]:
    """The outlets by name: a text without one is not counted as an outlet of its own."""
    return {report.outlet for report in reports if report.outlet}


def outlets_words(reports: Iterable[Report]) -> str:
    """``2 outlets``; texts without an outlet are counted apart: ``1 outlet and 3 texts without an outlet``."""
    told = list(reports)
    named = named_outlets(told)
    unnamed = sum(not report.outlet for report in told)
    parts = ([count(len(named), "outlet")] if named else []) + ([f"{count(unnamed, 'text')} without an outlet"] if unnamed else [])
    return " and ".join(parts) or count(0, "outlet")


def own_words(claim: Claim, report: Report) -> str:
    """The quote on one line, in quotation marks, without the stop that ends it."""
    return f"“{' '.join(visible(claim.quote.of(report.text)).split()).rstrip('.,; ')}”"


def speaker(claims: Sequence[Claim]) -> str:
    """``Anna Novak (North; mayor of Oldmill; on Telegram, via Nordlys Wire)``; the first claim names, all of them add the way."""
    source = claims[0].source
    if source is None:
        return ""
    side = source.side if source.side != source.name else None
    notes = "; ".join(note for note in (side, _office(source), _way(claims)) if note)
    return f"{source.name} ({notes})" if notes else source.name


def _office(source: Link) -> str:
    """``deputy defence minister``; nothing where the words before a name are no office: ``the``, ``army's``."""
    words = (source.office or "").split()
    while words and (words[0].casefold() in ARTICLES or words[-1].endswith(("'s", "’s"))):
        words = words[1:] if words[0].casefold() in ARTICLES else words[:-1]
    return " ".join(words)


def _way(claims: Sequence[Claim]) -> str:
    """``on Telegram, via Nordlys Wire``."""
    channels = [link.name for claim in claims if (link := claim.link(ChainRole.CHANNEL))]
    relays = [link.name for claim in claims if (link := claim.link(ChainRole.RELAY))]
    spoken = [listed(_channel(name) for name in channels)] if channels else []
    return ", ".join([*spoken, *([f"via {listed(relays)}"] if relays else [])])


def _channel(name: str) -> str:
    last, channels = name.casefold().rpartition(" ")[2], known_phrases().channels
    return f"{'to' if last in channels.to else 'in' if last in channels.within else 'on'} {name}"


def said(claims: Sequence[Claim], reports: Sequence[Report]) -> str:
    """What one origin says, without the full stop; `reports` are those of the claims, in their order."""
    claim, words = claims[0], own_words(claims[0], reports[0])
    if claim.source is None:
        narrators = listed(outlet_of(report) for report in reports) + (f" ({way})" if (way := _way(claims)) else "")
        return f"Reported by {narrators} without naming a source: {_narrated(claim, reports[0]) or words}"
    who, verb, phrase = speaker(claims), "say" if many(claim.source.name) else "says", clause(claim, reports[0])
    if claim.polarity is Polarity.DENIED:
        return f"{who} {_denies(claim.source.name)}{f' that {phrase}' if phrase else f': {words}'}"
    if claim.certainty is Certainty.INTENDED:
        return f"{who} {verb} of what lies ahead: {words}"
    if claim.certainty is Certainty.HEDGED:
        return f"{who} {verb} with doubt: {words}"
    return f"{who} {verb} {phrase}" if phrase else f"{who} {verb}: {words}"


def denies_it(claims: Sequence[Claim]) -> str:
    """``Boris Petrov (South) denies it``: for a denial that follows what it denies; nothing without a source."""
    source = claims[0].source
    return f"{speaker(claims)} {_denies(source.name)} it" if source else ""


def clause(claim: Claim, report: Report) -> str | None:
    """``Northern forces retook Oldmill on 4 Mar 2024`` where a phrase fits all that the claim tells, else None."""
    phrase, spots = known_phrases().phrase.get(claim.kind), event_spots(claim)
    place = spots[0].place if len(spots) == 1 else None
    if phrase is None or claim.actor is None or place is None or claim.quantities or _partly(claim, report):
        return None
    done = (phrase.again if claim.recapture else None) or phrase.done
    words = f"did not {phrase.base}" if claim.polarity is Polarity.NEGATED else done
    at = f"{'at' if place.feature == 'settlement' else 'in'} {place.name}"
    return f"{claim.actor.name} {words.format(place=place.name, at=at)}{_on_days(claim)}"


def _partly(claim: Claim, report: Report) -> bool:
    """True where the quote speaks of less than the whole place; words inside names do not count: Northern forces."""
    words = findall(r"\b[a-z]+\b", claim.quote.of(report.text))
    return not known_phrases().partly.words.isdisjoint(words)


def _narrated(claim: Claim, report: Report) -> str | None:
    plain = claim.polarity is not Polarity.DENIED and claim.certainty is Certainty.STATED
    return clause(claim, report) if plain else None


def _on_days(claim: Claim) -> str:
    if claim.when is None or claim.when.first is None or claim.when.last is None:
        return ""
    first, last = claim.when.first, claim.when.last
    return f" on {day_words(first)}" if first == last else f" in the days from {days_words(first, last)}"


def _denies(name: str) -> str:
    return "deny" if many(name) else "denies"


def many(name: str) -> bool:
    """True for names in the plural: ``local officials``, ``Rapid Support Forces``, ``Residents of Oldmill``, ``a medic and
    a resident``; not ``United Nations``, ``Reuters`` or ``Ministry of Health and Sport``.
    """
    if search(r"\band (?:an?|another|the|two|several) ", name):
        return True
    head = split(r"\s(?:of|in|at|from|for|on|near)\s", name)[0].split()
    last = head[-1] if head else ""
    plural = last.islower() and last.endswith("s") and not last.endswith("ss")
    known = known_phrases()
    return plural or last.casefold() in known.lists.crowds | known.plurals.words
