"""Lists of articles as news services give them (Media Cloud, NewsAPI, GNews, Guardian, GDELT) -> their records."""

# A wrapper may lie in another: {"response": {"results": [...]}}.
_WRAPPERS = ("articles", "results", "stories", "items", "response", "data", "docs")
_DEPTH = 2


def is_listing(value: object) -> bool:
    """True for an object that holds its articles in a list under a name that services use, and no text of its own."""
    return isinstance(value, dict) and "text" not in value and _inner(value, _DEPTH) is not None


def listed(value: object) -> list[object]:
    """The articles, each a flat record; the parts that the Guardian keeps under `fields` stand beside the others."""
    found = _inner(value, _DEPTH) or []
    return [one | one["fields"] if isinstance(one, dict) and isinstance(one.get("fields"), dict) else one for one in found]


def _inner(value: object, depth: int) -> list[object] | None:
    if isinstance(value, list):
        return value if all(isinstance(one, dict) for one in value) else None
    if not isinstance(value, dict) or not depth:
        return None
    lists = (_inner(value[name], depth - 1) for name in _WRAPPERS if name in value)
    return next((found for found in lists if found is not None), None)
