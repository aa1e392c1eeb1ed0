"""Words of others -> the same words without characters that would steer a terminal or turn the reading direction."""

UNSEEN = {*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {ord("\n"), ord("\t")}
"""Control and direction characters of hostile texts."""

VISIBLE = dict.fromkeys(UNSEEN, "\ufffd")


def visible(text: str) -> str:
    """The text, of the same length: one replacement character for each, so that offsets stay true."""
    return text.translate(VISIBLE)
