"""War is read where a report speaks of it: its war sections, not its sport."""

from dataclasses import replace

import pytest
from tests.claims.marked import parsed, report

from rashomon.claims import read_claims
from rashomon.claims.parse.grammar import parse
from rashomon.claims.survey import survey
from rashomon.knowledge import load
from rashomon.model import Boilerplate, Part, Report, Span

FRONT = ["Front", "Rebels attacked the garrison of Sake.", "The army shelled their positions.", "Two soldiers fell there."]
SPORT = ["Sport", "Rovers hit the post twice.", "The keeper held the ball.", "Fans left the ground before the end."]
TRADE = ["Trade", "The bank took over its rival.", "Its shares fell.", "The chain is leaving the high street."]


def bulletin(*sections: list[str]) -> Report:
    """Sections, each with its first line as heading."""
    parts = [Part.HEADING if at == 0 else Part.BODY for section in sections for at, _ in enumerate(section)]
    return report("\n".join(line for section in sections for line in section), parts=parts)


def sentences_of_war(one: Report) -> list[str]:
    setting = survey(next(iter(parse([one], load().is_name))), load())
    return [sentence.text for sentence in setting.parsed.doc.sents if setting.war[sentence.start]]


@pytest.mark.parametrize("others", [[SPORT], [TRADE], [SPORT, TRADE]])
@pytest.mark.parametrize("first", [True, False])
def test_only_the_war_section_of_a_bulletin_speaks_of_war(others: list[list[str]], first: bool) -> None:
    sections = [FRONT, *others] if first else [*others, FRONT]
    assert sentences_of_war(bulletin(*sections)) == FRONT


@pytest.mark.parametrize("others", [[SPORT], [TRADE], [SPORT, TRADE]])
def test_claims_come_from_the_war_section_only(others: list[list[str]]) -> None:
    one = bulletin(*others, FRONT)
    quotes = [claim.quote.of(one.text) for claim in read_claims(one, load()).claims]
    assert quotes
    assert [quote for quote in quotes if not any(quote in line for line in FRONT)] == []


def test_a_weak_sentence_is_read_in_a_war_report_and_not_alone() -> None:
    alone, beside = "The station was damaged.", "Russian troops shelled Nikopol. The station was damaged."
    assert [claim.kind.value for claim in read_claims(report(alone), load()).claims] == []
    assert [claim.kind.value for claim in read_claims(report(beside), load()).claims] == ["strike", "destruction"]


@pytest.mark.parametrize(
    ("text", "war"),
    [
        ("Soldiers crossed the river.", True),
        ("A missile fell on the field.", True),
        ("Ukrainian forces met on Friday.", True),
        ("Wagner mercenaries went home.", True),
        ("The rebels seized the town after a siege.", True),
        ("The war has cost Ukraine dear.", True),
        ("Four nurses were killed in Kupiansk.", True),
        ("A blast tore through a shop in Goma.", True),
        ("An air strike hit a clinic in Khan Younis.", True),
        ("Nine civilians were killed and 20 wounded in the district.", True),
        ("Servicemen were buried on Friday.", True),
        ("Nurses went on strike in Kupiansk.", False),
        ("A clinic was opened in Goma.", False),
        ("A civilian was elected.", False),
        ("The choir sang in the church.", False),
        ("Ukraine won the song contest.", False),
        ("The price war hurts the shops.", False),
        ("The company attacked the market.", False),
        ("", False),
    ],
)
def test_a_sentence_speaks_of_war_by_its_words_and_names(text: str, war: bool) -> None:
    setting = survey(parsed(text), load())
    assert any(setting.strong.values()) is war


def test_names_places_times_and_numbers_are_found_at_their_tokens() -> None:
    text = "On Friday Russian troops shelled Nikopol and killed three people."
    setting = survey(parsed(text), load())
    words = [token.text for token in setting.parsed.doc]
    names = {words[i]: entity.name for i, (_, entity) in setting.names.items()}
    assert names == {"Russian": "Russian forces", "troops": "Russian forces"}
    assert {words[i]: where.text for i, where in setting.places.items()} == {"Nikopol": "Nikopol"}
    assert [when.text for when in setting.times] == ["Friday"]
    assert [quantity.span.of(text) for quantity in setting.quantities] == ["three people"]


def test_numbers_and_times_of_boilerplate_are_left_out() -> None:
    text = "Troops left on Friday. Posted on Monday by three readers."
    whole = report(text)
    own = replace(whole, boilerplate=(Boilerplate(Span(23, 57), "credit"),))
    setting = survey(next(iter(parse([own], load().is_name))), load())
    assert [when.text for when in setting.times] == ["Friday"]
    assert setting.quantities == ()


def test_parts_are_known_by_sentence() -> None:
    one = bulletin(FRONT)
    setting = survey(next(iter(parse([one], load().is_name))), load())
    assert list(setting.parts.values()) == [Part.HEADING, Part.BODY, Part.BODY, Part.BODY]


def test_a_sentence_that_speaks_of_war_is_one_whatever_stands_around_it() -> None:
    told = "Residents reported air strikes in the east of the city."
    note = [told, *(f"Line {n} of the timetable was changed." for n in range(12))]
    assert sentences_of_war(bulletin(["Notes", *note])) == [told]


def test_a_paragraph_speaks_of_war_where_one_of_its_sentences_does() -> None:
    text = "The army shelled the town. Telephone lines are down.\n" + "\n".join(f"Line {n} of the timetable." for n in range(12))
    assert sentences_of_war(report(text)) == ["The army shelled the town.", "Telephone lines are down."]
