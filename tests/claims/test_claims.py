"""Properties of every reading: spans lie in the text, order and ids are stable, no text is too odd."""

from collections.abc import Iterator
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.claims.marked import WAR, claims_of, report

from rashomon.claims import find_claims, read_claims, read_many
from rashomon.knowledge import load
from rashomon.model import Boilerplate, Kind, Reading, Report, Span

SAMPLES = {
    "front": (
        "Ukrainian forces repelled nine attacks near Marinka on Friday, the General Staff of Ukraine said on Facebook.\n"
        "“The enemy lost 40 soldiers,” it said. The Russian Defense Ministry denied that Klishchiivka had been captured.\n"
        "At least three people were killed and between 10 and 15 wounded when two missiles hit a market in Kherson, the "
        "governor wrote on Telegram. The claims could not be independently verified.\n"
    ),
    "darfur": (
        "The Rapid Support Forces have taken the last army base in El Fasher, Reuters reported, citing two witnesses.\n"
        "“They executed prisoners”, one of them said. The army did not comment. More than 20,000 people fled to Tawila.\n"
        "The governor accused the paramilitaries of looting the market; they rejected the accusation.\n"
    ),
    "kivu": (
        "M23 rebels captured Sake, says the army of Congo. Rwanda denies that its troops crossed the border.\n"
        "Talks will resume in Doha next week. The United Nations evacuated its staff from Goma.\n"
    ),
    "quotes": "'We hold the town,' he said. \"We don't.\" “They’ve fled,” she said; ‘the base fell’. “No end",
    "empty": "",
    "blank": " \n\t\n ",
    "word": "Shelling",
    "stop": ".",
    "digits": "12,000 3 4 5 15.5 2023-09-15",
    "controls": "Rebels\x00 took\x07 Sake\x1b[0m.\u200b\u2028Three soldiers\ufeff died\u202e on Friday\x7f.",
    "emoji": "🚀💥 Rebels took Sake 🏳️‍🌈. Three 👨‍👩‍👧 died 😢 on Friday. 🇺🇦 forces shelled 🇷🇺.",
    "scripts": "Войска взяли Бахмут. 军队占领了村庄。 Rebels took Sake. الجيش دخل المدينة.",
    "brackets": "Rebels (who [the {army said} fled] took) Sake ((((((. ]]] “(‘[ took Goma",
    "capitals": "REBELS TOOK SAKE ON FRIDAY. THREE SOLDIERS DIED. ARMY SHELLS GOMA.",
    "lists": "- Rebels took Sake\n* three killed\n1. army fled\n\n\n• shells hit Goma\n",
    "nothing but said": "He said she said they said he said that she said.",
    "a mark that speaks": "General Ivan Novak said (Reuters) - _0?said said said  x",
}


def spans_of(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every span of every part of a reading, and where it stands."""
    for attribution in reading.attributions:
        for name in ("source", "cue", "content"):
            yield from ((f"attribution.{name}", span) for span in getattr(attribution, name))
        yield from (("attribution.chain", link.span) for link in attribution.chain if link.span)
    for name in ("places", "times", "quantities"):
        yield from ((name, part.span) for part in getattr(reading, name))
    for claim in reading.claims:
        yield from (("claim.quote", claim.quote), ("claim.cue", claim.cue))
        one = (claim.actor, claim.target, claim.when)
        parts = (*one, *claim.chain, *claim.places, *claim.quantities, *claim.marks, *claim.disputes)
        yield from (
            (f"claim.{type(part).__name__}", part.span)
            for part in (*parts, claim.actor, claim.target, claim.when)
            if part and part.span
        )


def check(one: Report, reading: Reading) -> None:
    """What holds of any reading."""
    assert reading.report == one.id
    for name, span in spans_of(reading):
        assert span.end <= len(one.text), name
        assert span.of(one.text).strip(), name
    claims = reading.claims
    assert len({claim.id for claim in claims}) == len(claims)
    assert [claim.quote for claim in claims] == sorted(claim.quote for claim in claims)
    for claim in claims:
        assert claim.report == one.id
        assert any(sentence.covers(claim.quote) for sentence in one.sentences)
        assert not one.is_boilerplate(claim.quote)
        assert claim.recapture is False or claim.kind is Kind.CAPTURE
        assert all(claim.quote.covers(quantity.span) for quantity in claim.quantities)
        for mark in claim.marks:
            assert mark.value == str(getattr(claim, mark.of))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_part_of_a_reading_points_into_the_text(name: str) -> None:
    one = report(SAMPLES[name])
    check(one, read_claims(one, load()))


@pytest.mark.parametrize(("name", "least"), [("front", 5), ("darfur", 4), ("kivu", 4)])
def test_reports_of_a_war_have_claims(name: str, least: int) -> None:
    assert len(find_claims(report(SAMPLES[name]), load())) >= least


@pytest.mark.parametrize("name", ["empty", "blank", "stop", "digits"])
def test_texts_without_words_have_none(name: str) -> None:
    assert find_claims(report(SAMPLES[name]), load()) == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_twice_gives_the_same(name: str) -> None:
    assert read_claims(report(SAMPLES[name]), load()) == read_claims(report(SAMPLES[name]), load())


def test_many_reports_are_read_like_single_ones_in_their_order() -> None:
    reports = [report(text, name=name) for name, text in SAMPLES.items()]
    assert list(read_many(reports, load())) == [read_claims(one, load()) for one in reports]


def test_straight_and_curly_quotes_are_read_alike() -> None:
    curly = "“We took the town of Sake,” the M23 spokesman said. “The army’s soldiers fled.”"
    straight = curly.replace("“", '"').replace("”", '"').replace("’", "'")
    left, right = (find_claims(report(WAR + text), load()) for text in (curly, straight))
    assert [(c.kind, c.quote, c.cue) for c in left] == [(c.kind, c.quote, c.cue) for c in right] != []


def test_ids_do_not_change_with_the_reports_name() -> None:
    left, right = (find_claims(report(SAMPLES["front"], name=name), load()) for name in ("a", "b"))
    assert [claim.id for claim in left] == [claim.id for claim in right]


def test_two_hundred_repeated_sentences() -> None:
    one = report("Rebels captured the village of Sake on Friday. " * 200)
    reading = read_claims(one, load())
    check(one, reading)
    assert len(reading.claims) == 200


def endless(clauses: int) -> Report:
    """One sentence of that many clauses."""
    pair = ["rebels captured the village of Sake", "the army shelled the camp"]
    return report("On Friday " + ", and ".join(pair * (clauses // 2)) + ".")


def test_a_very_long_sentence() -> None:
    one = endless(40)
    reading = read_claims(one, load())
    check(one, reading)
    assert len(reading.claims) == 40


def test_three_times_the_words_of_a_sentence_take_no_more_than_six_times_as_long() -> None:
    assert seconds(endless(120)) < 6 * seconds(endless(40))


def seconds(one: Report) -> float:
    """The least time of three readings: a busy machine only adds to it."""
    times = []
    for _ in range(3):
        start = process_time()
        read_claims(one, load())
        times.append(process_time() - start)
    return min(times)


def test_nothing_is_claimed_in_boilerplate() -> None:
    text = "Rebels captured the village of Sake. The army shelled the camp."
    whole = report(text)
    one = replace(whole, boilerplate=(Boilerplate(Span(0, len(text)), "prompt"),))
    assert find_claims(whole, load())
    assert read_claims(one, load()) == Reading(one.id)


def test_other_languages_give_an_empty_reading() -> None:
    one = replace(report(SAMPLES["kivu"]), language="fr")
    assert read_claims(one, load()) == Reading(one.id)


WORDS = st.sampled_from(
    "rebels the army captured killed shelled said that “ ” ‘ ’ \" ' , . ; : and not three 40 soldiers Kherson Russia Ukrainian "
    "forces on Friday denied of by with which to will may M23 Goma were have their enemy our — ( ) 🙂 \n who drones".split(" ")
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_in_any_order(text: str) -> None:
    one = report(text)
    check(one, read_claims(one, load()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_characters(text: str) -> None:
    one = report(text)
    check(one, read_claims(one, load()))


@pytest.mark.parametrize(
    "text",
    [
        "Correction: An earlier version said that twelve civilians had been killed in Kherson.",
        "An earlier version of this report misstated the number of soldiers killed near Bakhmut.",
        "Asked whether the army had bombed the market in Goma, the general did not answer.",
        "Questioned about reports that rebels had taken the base, the minister left.",
    ],
)
def test_what_is_withdrawn_or_only_asked_is_no_claim(text: str) -> None:
    assert [claim for claim in claims_of((WAR + text,))[WAR + text] if claim.kind is not Kind.ASSESS] == []
