"""Readings of the small model that are put right: what stands at the verb that the sentence is about."""

import pytest
from tests.claims.marked import parsed

# a sentence, a word of it, its label and its head after the repair
REPAIRED = [
    ("Ukraine said that all 40 drones launched were shot down.", "drones", "nsubjpass", "shot"),
    ("Ukraine said that all 40 drones launched were shot down.", "launched", "acl", "drones"),
    ("The president says most missiles fired overnight were shot down.", "missiles", "nsubjpass", "shot"),
    ("Russian electronic warfare intercepted, with a jamming system, two more missiles.", "missiles", "dobj", "intercepted"),
    ("The mayor said debris from a downed drone had fallen on a school.", "debris", "nsubj", "fallen"),
    (
        "Israel did confirm it carried out a strike in Beirut, Lebanon, on Tuesday that killed the group's commander.",
        "on",
        "prep",
        "carried",
    ),
    ("The troops failed to encircle Bakhmut.", "Bakhmut", "dobj", "encircle"),
    ("Photos show several houses burned down near the station.", "houses", "nsubjpass", "burned"),
    (
        "As video circulated on social media, showing most of a dam wall washed away and a surge of water, the army put a post up.",
        "washed",
        "acl",
        "most",
    ),
    ("The ministry released footage of a strike on the depot.", "on", "prep", "strike"),
    ("The mayor posted photos of a wrecked school in Derhachi.", "wrecked", "amod", "school"),
]
# what the model reads rightly, or what only looks like the above
LEFT_ALONE = [
    ("Three people officials said were killed have been named.", "said", "officials"),
    ("The army said the soldiers were killed.", "soldiers", "killed"),
    ("The drones launched a raid and were shot down.", "drones", "launched"),
    ("Records show the unit advanced to the river.", "unit", "advanced"),
    ("The army released footage of a strike on Monday.", "on", "released"),
]


@pytest.mark.parametrize(("text", "word", "label", "head"), REPAIRED)
def test_the_word_hangs_where_it_belongs(text: str, word: str, label: str, head: str) -> None:
    token = next(token for token in parsed(text).doc if token.text == word)
    assert (token.dep_, token.head.text) == (label, head)


@pytest.mark.parametrize(("text", "word", "other"), LEFT_ALONE)
def test_the_rest_stays(text: str, word: str, other: str) -> None:
    doc = parsed(text).doc
    token, near = (next(token for token in doc if token.text == one) for one in (word, other))
    assert near.i in (token.head.i, *(child.i for child in token.children))


@pytest.mark.parametrize("text", [text for text, *_ in (*REPAIRED, *LEFT_ALONE)])
def test_every_sentence_keeps_one_root_and_no_circle(text: str) -> None:
    doc = parsed(text).doc
    assert all(sum(token.head.i == token.i for token in sentence) == 1 for sentence in doc.sents)
    assert all(len(list(token.ancestors)) < len(doc) for token in doc)
