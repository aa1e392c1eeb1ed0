"""Boilerplate: every rule finds its example, lines by place, and ordinary sentences stay."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reports.boilerplate import Rule, boilerplate, line_rule, rules
from rashomon.reports.passages import passages
from rashomon.reports.sentences import sentences

BODY = "The army said on Monday that it had entered the village after a week of fighting."
MORE = "Its enemy denied this and said that the mill and the bridge were still in its hands."


def marked(text: str) -> list[tuple[str, str]]:
    found = passages(text)
    return [(piece.rule, piece.span.of(text)) for piece in boilerplate(text, found, sentences(text, found))]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.name}: {rule.example[:30]}")
def test_every_rule_finds_its_example_between_paragraphs(rule: Rule) -> None:
    found = marked(f"{BODY}\n{rule.example}\n{MORE}")
    assert rule.name in [name for name, _ in found]
    assert all(BODY not in words and MORE not in words for _, words in found)


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "Share prices fell after the ceasefire was announced",
        "Read the terms of the truce",
        "“Thank you for your support, thank you for reading our appeal,” the mayor said.",
        "Live fire was heard near the camp on Monday.",
        "Video: soldiers enter the village",
        "Photo evidence contradicts the ministry",
        "Follow the road north to reach the camp, the army told civilians.",
        "Comment by the ministry is awaited",
        "The latest from the front: two villages fell.",
        "More than 200 people contributed to the defence of the town",
        "About 300 were wounded",
        "| Kherson | 3 killed | 5 wounded |",
        "Watch towers were destroyed along the border",
        "Support for the rebels is growing in the east",
        "Search and rescue goes on",
        "The Telegram channel said so.",
        "AFP journalists heard shots in the town",
        "Subscribers of the agency were told first.",
        "Mali – army and rebels talk",
        "Latest news from the front is bad for the army.",
        # look-alikes of announcements
        "Now we will tell you the truth about the mill.",
        "Let us repeat the attack, the commander told his men.",
        "Then the news of the attack reached the capital.",
        "The news about the strike spread fast.",
        "We will return to our village.",
        "“It is over. Let us repeat the main points of the day. We stay.”",
        "That was the end of the siege.",
        "Here are the men who held the bridge.",
        "You can see the smoke from the hill.",
        "More about the truce was not known on Monday.",
        # of credits and by-lines
        "AP reporters killed",
        "With Wagner and Kadyrov",
        "By land and by sea",
        "By Monday the town had fallen",
        "The town fell. Photo evidence shows the bridge.",
        "He sent a photo: Ada Writer at the bridge",
        "Foreign reporter wounded",
        "The general writes from prison that he is well.",
        # of markup and addresses
        "Losses < 30, gains > 5",
        "The unit [of the north] (200 men) left",
        # of site furniture and sections
        "Open fire at the border",
        "View of the bridge",
        "Watch on the river",
        "Play for time",
        "## Reasons for the attack",
        "Sample report of the committee",
        "Weather slows the advance",
    ],
)
def test_ordinary_lines_stay(line: str) -> None:
    assert marked(f"Village changes hands\n{BODY}\n{line}\n{MORE}") == []


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("A bridge near the town (Photo: A. Writer)", "(Photo: A. Writer)"),
        ("A bridge near the town (A. Writer/Reuters)", "(A. Writer/Reuters)"),
        ("A bridge near the town (REUTERS / A. Writer) (A. WRITER /)", "(REUTERS / A. Writer) (A. WRITER /)"),
        ("A bridge near the town (A. Writer/Example Agency/via AFP)", "(A. Writer/Example Agency/via AFP)"),
        ("US bomber over the gulf. Photo: EXA", "Photo: EXA"),
        ("“We hold it.” Image: A. Writer / Example Agency", "Image: A. Writer / Example Agency"),
        ("A bridge near the town | © Ada Writer", "© Ada Writer"),
        ("Image: Ada Writer / EXA", "Image: Ada Writer / EXA"),
        ("Picture: Ada Writer", "Picture: Ada Writer"),
        ("It lies 8km (five miles) west of the mill", ""),
        ("The head of the force (RSF)", ""),
        ("The town fell (Reuters)", ""),
    ],
)
def test_only_the_credit_of_a_caption_goes(line: str, credit: str) -> None:
    found = [words for rule, words in marked(f"{BODY}\n{line}\n{MORE}") if rule == "photo-credit"]
    assert found == ([credit] if credit else [])


def test_the_list_under_a_related_line_goes_to_the_end_of_the_text() -> None:
    text = f"Village changes hands\n{BODY}\n{MORE}\nRead also:\n- Two ministers resign\nTruce talks begin in the capital"
    assert [words for _, words in marked(text)] == ["Read also:", "- Two ministers resign", "Truce talks begin in the capital"]


def test_within_the_text_only_one_headline_follows_a_related_line() -> None:
    text = f"{BODY}\nRelated articles\nTruce talks begin in the capital\nBehind the front\n{MORE}"
    assert [words for _, words in marked(text)] == ["Related articles", "Truce talks begin in the capital"]


def test_a_related_line_above_the_report_does_not_take_its_headline() -> None:
    assert [words for _, words in marked(f"Latest news\nVillage changes hands\n{BODY}\n{MORE}")] == ["Latest news"]


def test_second_headline_and_second_caption_go() -> None:
    headline = "Village changes hands"
    text = f"{headline}\n\n{headline}\n\n{BODY}\n\nThe mill (Photo: A. Writer)\nThe mill (A. Writer/AFP)\n\n{MORE}"
    assert marked(text) == [
        ("doubled-headline", "Village changes hands"),
        ("photo-credit", "(Photo: A. Writer)"),
        ("photo-credit", "(A. Writer/AFP)"),
    ]
    assert boilerplate(text, passages(text))[0].span.start > len(headline)


def test_only_the_second_of_two_equal_captions_goes() -> None:
    caption = "The mill on Monday (Photo: A. Writer)"
    assert marked(f"{BODY}\n{caption}\n{caption}\n{MORE}") == [
        ("photo-credit", "(Photo: A. Writer)"),
        ("doubled-caption", caption),
    ]
    assert marked(f"{BODY}\n{caption}\n{MORE}\n{caption}")[-1] == ("photo-credit", "(Photo: A. Writer)")


def test_a_heading_like_the_headline_is_the_reports_own() -> None:
    assert marked(f"Village changes hands\n{BODY}\nVillage changes hands\n{MORE}") == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("![The mill](https://example.org/a-b.jpg) It burned.", "![The mill](https://example.org/a-b.jpg)"),
        ("[![The mill](https://example.org/a.jpg)", "[![The mill](https://example.org/a.jpg)"),
        ("The army left the mill](https://example.org/mill) on Monday.", "](https://example.org/mill)"),
        ("The army left <b>the mill on Monday.", "<b>"),
        ('The army left <a href="https://www.exa... on Monday, "at dawn".', '<a href="https://www.exa...'),
        ('The army <a class="x" href="https://a.org/a b" id=c>left.', '<a class="x" href="https://a.org/a b" id=c>'),
        ("It was filmed: https://example.org/film?a=1.", "https://example.org/film?a=1"),
        ("See www.example.org/film, it said.", "www.example.org/film"),
    ],
)  # fmt: skip
def test_markup_and_addresses_within_a_line(line: str, words: str) -> None:
    assert [found for _, found in marked(f"{BODY}\n{line}\n{MORE}")] == [words]


def test_announcements_go_within_a_paragraph_too() -> None:
    text = f"{BODY} Now we will tell you more about it. {MORE} Then the news about the harvest. It was good."
    assert marked(text) == [
        ("announcement", "Now we will tell you more about it."),
        ("announcement", "Then the news about the harvest."),
    ]


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (["Village changes hands", "Ada Writer in Port Harbour"], "Ada Writer in Port Harbour"),
        (["Village changes hands", "By Ada Writer and Ben Reader in Nairobi"], "By Ada Writer and Ben Reader in Nairobi"),
        (["Village changes hands", "Wagner Group in Bakhmut"], None),
        (["Ada Writer in Port Harbour"], None),
        (["Village Changes Hands After Week of Fighting", "Ada Writer in Port Harbour"], None),
    ],
)
def test_bylines_stand_between_headline_and_body(lines: list[str], byline: str | None) -> None:
    found = marked("\n".join([*lines, BODY, MORE]))
    assert found == ([("byline", byline)] if byline else [])


def test_the_head_of_a_sample_is_no_headline() -> None:
    head = "[Sample report, written for Rashomon. Invented outlet: The Example. Published 7 May 2024.]"
    text = f"{head}\nVillage changes hands\n{BODY}"
    assert marked(text) == [("sample-header", head)]
    assert [passage.part.value for passage in passages(text)] == ["heading", "headline", "body"]


@pytest.mark.parametrize(
    ("line", "foreign"),
    [
        ("Senate Votes Against Budget After Long Night – Example", True),
        ("Senate votes against budget after long night – Example", False),
        ("Army Enters Village After Fighting on Monday – Example", False),
        ("Senate Votes Against Budget", False),
    ],
)
def test_headline_of_another_story_between_two_paragraphs(line: str, foreign: bool) -> None:
    assert marked(f"Village changes hands\n{BODY}\n{line}\n{MORE}") == ([("foreign-headline", line)] if foreign else [])


def test_bulletin_menu_and_section_names() -> None:
    sections = f"## Truce\n\n{BODY}\n\n## Reasons for the war\n\n{MORE}\n\n## The strike goes on\n\n{MORE}"
    text = f"# TV | Evening news | 7 May\n\nTruce. Floods. Port strike. Weather.\n\n{sections}\n\n## Weather\n\nIt rains."
    assert marked(text) == [
        ("menu", "# TV | Evening news | 7 May"),
        ("menu", "Truce. Floods. Port strike. Weather."),
        ("section-name", "## Truce"),
        ("section-name", "## The strike goes on"),
        ("section-name", "## Weather"),
    ]


def test_headings_of_an_ordinary_report_stay() -> None:
    assert marked(f"# Village changes hands\n\n{BODY}\n\n## The price of war\n\n{MORE}") == []


@pytest.mark.parametrize("line", ["a" * 5000, "share " * 200, "x, " * 300, "- " * 400, "Read more " * 60 + ".",
     "By A" * 120, "main " * 90,
     "Photo: " + "A " * 240, "AP " * 160, "Now, " * 90, "Then the news about " * 20, "Ada Writer, " * 40 + "x"])  # fmt: skip
def test_long_lines_are_not_matched_for_long(line: str) -> None:
    start = process_time()
    assert line_rule(line) in (None, "separator")
    assert process_time() - start < 1


@given(
    st.lists(st.sampled_from([rule.example for rule in rules()] + [BODY, MORE, "Village changes hands", "", "- a"]), max_size=12)
)
def test_pieces_are_ordered_disjoint_and_never_blank(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = boilerplate(text, passages(text))
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(piece.span.of(text).strip() == piece.span.of(text) != "" for piece in found)
