"""Source, channel and relay of what is said, told and narrated."""

import pytest
from tests.claims.attributed import linked, read

from rashomon.model import ChainRole

WAR = "Fighting went on near the front, the army said. "


def chain_of(text: str, words: str) -> list[tuple[ChainRole, str]]:
    """The chain of the sentence part that begins with `words`."""
    setting, chains = read(text)
    at = text.index(words)
    token = next(t for t in setting.parsed.doc if setting.parsed.starts[t.i] >= at)
    links = chains.links(chains.around(token.i), token.sent.start)
    return [(link.role, link.name) for link in links]


SOURCE, CHANNEL, RELAY = ChainRole.SOURCE, ChainRole.CHANNEL, ChainRole.RELAY


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            "AFP reported that Syrsky said on Telegram that the hill had fallen.",
            "hill",
            [(SOURCE, "Oleksandr Syrskyi"), (CHANNEL, "Telegram"), (RELAY, "AFP")],
        ),
        ("The hill had fallen, the minister said, AFP reported.", "hill", [(SOURCE, "minister"), (RELAY, "AFP")]),
        ("Tass quoted the general as saying that the hill had fallen.", "hill", [(SOURCE, "general"), (RELAY, "TASS")]),
        ("The hill had fallen, the general was quoted by Interfax as saying.", "hill", [(SOURCE, "general"), (RELAY, "Interfax")]),
        (
            "The general told Reuters that the hill had fallen.",
            "hill",
            [(SOURCE, "general"), (CHANNEL, "Reuters"), (RELAY, "Reuters")],
        ),
        # what is named says more than what kind of text it was
        (
            "The army said in a statement on its Telegram channel that the hill had fallen.",
            "hill",
            [(SOURCE, "army"), (CHANNEL, "Telegram")],
        ),
        # a known family name before another name is a given name there
        ("Police officer Abdi Nur said the hill had fallen.", "hill", [(SOURCE, "Abdi Nur")]),
        # who cites somebody passes the words on
        (
            "AP correspondent Ann Gale, citing two Sudanese officers, said the hill had fallen.",
            "hill",
            [(SOURCE, "Sudanese officials"), (RELAY, "Ann Gale")],
        ),
        (
            "The hill had fallen, the Wall Street Journal reported, citing US officials.",
            "hill",
            [(SOURCE, "US officials"), (RELAY, "The Wall Street Journal")],
        ),
        (
            "The Wall Street Journal reported, citing US officials, that the hill had fallen.",
            "hill",
            [(SOURCE, "US officials"), (RELAY, "The Wall Street Journal")],
        ),
        ("The ministry, citing satellite images, said the hill had fallen.", "hill", [(SOURCE, "ministry")]),
        # who counts or raises a toll says so
        ("The Doctors Network recorded 20 deaths in the camp after the shelling.", "20", [(SOURCE, "Doctors Network")]),
        ("Hospital officials put the number of dead at 40.", "40", [(SOURCE, "Hospital officials")]),
        (
            "Forces allied with the army accused the militia of burning the mosque.",
            "mosque",
            [(SOURCE, "Forces allied with the army")],
        ),
        # what closes the sentence reports all of it
        (
            "The minister said that the bridge stood and that the hill had fallen, TASS reported.",
            "hill",
            [(SOURCE, "minister"), (RELAY, "TASS")],
        ),
        ("The envoy was adamant that the hill had fallen, according to AFP.", "hill", [(SOURCE, "envoy"), (RELAY, "AFP")]),
        # a speaker goes on, and one of several speakers does
        (
            "The governor told AFP that a bridge fell.\n\nThe hill had fallen, the governor said.",
            "hill",
            [(SOURCE, "governor"), (CHANNEL, "AFP"), (RELAY, "AFP")],
        ),
        (
            "Residents told AFP that a bridge fell.\n\nOne woman said the hill had fallen.",
            "hill",
            [(SOURCE, "One woman"), (RELAY, "AFP")],
        ),
        (
            "Residents told AFP that a bridge fell.\n\nThe army said shells fell. One woman said the hill had fallen.",
            "hill",
            [(SOURCE, "One woman")],
        ),
        (
            "In an interview with CNN, the general said the hill had fallen.",
            "hill",
            [(SOURCE, "general"), (CHANNEL, "CNN interview"), (RELAY, "CNN")],
        ),
        (
            "According to a report written by the general for the court, the hill had fallen.",
            "hill",
            [(SOURCE, "general"), (CHANNEL, "report")],
        ),
        ("Smoke rose over the port, an AFP journalist said.", "Smoke", [(SOURCE, "AFP journalist"), (RELAY, "AFP")]),
        (
            "Bauer said on Friday that the line held, the Associated Press reported. Bauer said that the hill fell.",
            "hill",
            [(SOURCE, "Bauer"), (RELAY, "AP")],
        ),
    ],
)
def test_the_chain_of_a_statement(text: str, words: str, chain: list[tuple[ChainRole, str]]) -> None:
    assert chain_of(text, words) == chain


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("MOSCOW (Nordlys Wire) - Shells fell on the town overnight.", "Nordlys Wire"),
        ("GOMA, Jan 24 (Reuters) - Shells fell on the town overnight.", "Reuters"),
        ("(AFP) — Shells fell on the town overnight.", "AFP"),
        ("Shells fell on the town overnight.\n(With information from EFE)", "EFE"),
        ("Shells fell on the town overnight.\nWith inputs from PTI", "PTI"),
        ("Shells fell on the town overnight, Ukrinform reports.", "Ukrinform"),
        ("Shells fell on the town overnight.\nSource: Anadolu Agency", "Anadolu"),
        ("By Amin Sefa, Reuters\nShells fell on the town overnight.", "Reuters"),
    ],
)
def test_datelines_and_credits_are_the_relay_of_narration(text: str, agency: str) -> None:
    _, chains = read(text)
    assert [link.name for link in chains.narration] == [agency]
    assert chains.narration[0].span is not None
    assert agency in [name for _, name in chain_of(text, "Shells")]


def test_a_report_without_credit_has_no_relay() -> None:
    text = "Shells fell on the town (the second this week) - nobody was hurt."
    assert chain_of(text, "Shells") == []


def test_the_dateline_stands_behind_every_statement_without_a_relay() -> None:
    text = "KYIV (Reuters) - Shells fell overnight.\nThe mayor said that the market burned."
    assert chain_of(text, "market") == [(SOURCE, "mayor"), (RELAY, "Reuters")]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The mayor said on Telegram that the market burned.", "Telegram"),
        ("The mayor wrote on Facebook that the market burned.", "Facebook"),
        ("The army said in its evening report that the market burned.", "evening report"),
        ("In a statement, the army said that the market burned.", "statement"),
        ("The president said in his nightly address that the market burned.", "nightly address"),
        ("The mayor told reporters that the market burned.", "reporters"),
        ("The ministry’s statement said that the market burned.", "ministry’s statement"),
        ("The mayor said at a news conference in Goma that the market burned.", "news conference"),
        ("In a video posted online, the colonel accused the guards of looting.", "video"),
        ("The chair said at the opening of the forum that the line held.", "opening of the forum"),
        ("The mayor said on social media that the market burned.", "social media"),
    ],
)
def test_where_it_was_said(text: str, channel: str) -> None:
    assert linked(text, CHANNEL) == [channel]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        # a quotation on its own belongs to the speaker beside it
        ("“The water is rising,” the mayor said. “Half of the town is gone.”", "Half", "mayor"),
        ("The mayor spoke on Friday, and said the dam had burst.\n“Half of the town is gone.”", "Half", "mayor"),
        ("“Half of the town is gone. We need boats,” the mayor said.", "Half", "mayor"),
        ("The mayor said:\n“Half of the town is gone.\n“We need boats.”", "need", "mayor"),
        # words that go on with a statement
        ("One drone fell on a roof, the mayor said. Two other drones fell in the river.", "Two", "mayor"),
        ("A drone fell on a roof, the mayor said. However, two houses burned.", "two", "mayor"),
        ("The mayor said a drone fell. A house burned. The mayor said two boys were hurt.", "house", "mayor"),
    ],
)
def test_statements_that_go_on(text: str, words: str, source: str) -> None:
    assert chain_of(text, words)[:1] == [(SOURCE, source)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor said a drone fell. The town lies on a river.", "town"),
        ("The mayor said a drone fell.\nHowever, the bridge stayed open.", "bridge"),
        ("The army took the hill, while the mayor said a drone fell. The road is open.", "road"),
    ],
)
def test_plain_narration_stays_the_reporters(text: str, words: str) -> None:
    assert chain_of(text, words) == []


def test_two_speakers_of_one_sentence_keep_their_words() -> None:
    text = "The mayor said a drone fell, and the governor said two houses burned."
    assert chain_of(text, "drone")[:1] == [(SOURCE, "mayor")]
    assert chain_of(text, "houses")[:1] == [(SOURCE, "governor")]


def test_a_later_clause_of_another_party_is_no_relay() -> None:
    text = "Sudan's army has left the town, its commander Abdel Fattah al-Burhan said, a day after the RSF claimed the base."
    assert chain_of(text, "army") == [(SOURCE, "Abdel Fattah al-Burhan")]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("Armenia says it has retaken the hamlet of Talish; Baku denies losing it.", "retaken", "Armenia"),
        ("Israel says its jets struck a depot near Tyre; Hezbollah denies having weapons there.", "struck", "Israel"),
        (
            "Thai troops shelled the hill, Cambodia's defence ministry said, as Bangkok claimed the capture of a ridge.",
            "ridge",
            "Thailand",
        ),
        ("Rebels left Sake on Friday, the army said, as the M23 reported gains in the area.", "gains", "M23"),
    ],
)
def test_who_speaks_in_a_clause_of_his_own_is_no_relay(text: str, words: str, source: str) -> None:
    assert chain_of(text, words) == [(SOURCE, source)]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Rebels seized the hamlet, the governor said, as AFP reported.", [(SOURCE, "governor"), (RELAY, "AFP")]),
        ("Shells fell on the port; two ships sank, the governor said.", [(SOURCE, "governor")]),
    ],
)
def test_a_clause_without_words_of_its_own_belongs_to_the_other_one(text: str, chain: list[tuple[ChainRole, str]]) -> None:
    assert chain_of(text, text.split()[1]) == chain
