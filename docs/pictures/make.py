"""The sample reports of September 2023 -> pictures of the program's output: their brief, and one event side by side."""

import re
from importlib.resources import files
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

from rashomon.model import Record
from rashomon.pipeline import tell
from rashomon.views.brief import write_brief
from rashomon.views.compare import write_comparison
from rashomon.views.selection import is_disputed

HERE = Path(__file__).parent
SAMPLES = Path(str(files("rashomon") / "samples"))
WIDTH, HEIGHT = 102, 42
STYLES = (
    (r"^\* .*", "bold"),
    (r"“[^”]*”?", "italic"),
    (r"\b(?:denies|Disputed|contradicts)\b", "bold red"),
    (r"\d+ independent origins?", "bold blue"),
    (r"\[\d+\]", "dim"),
)


def record() -> Record:
    """The samples about the villages south of Bakhmut."""
    return tell([file for file in sorted(SAMPLES.iterdir()) if file.name.startswith(("2023-", "bakhmut-"))])


def brief(record: Record) -> str:
    """Their brief."""
    out = StringIO()
    write_brief(record, out)
    return out.getvalue()


def comparison(record: Record) -> str:
    """The disputed event with most claims, account by account."""
    out = StringIO()
    write_comparison(record, max(filter(is_disputed, record.events), key=lambda event: len(event.claims)), out)
    return out.getvalue()


def draw(name: str, text: str) -> str:
    """The first lines as a picture of a terminal; no font is fetched to show it."""
    lines = text.splitlines()[:HEIGHT]
    console = Console(record=True, width=WIDTH, file=StringIO(), color_system="truecolor", force_terminal=True)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        console.print(_coloured(line, heading=set(following) in ({"="}, {"-"})), soft_wrap=True)
    shown = console.export_svg(title=f"rashomon {name}", theme=DEFAULT_TERMINAL_THEME, unique_id=name)
    shown = re.sub(r"\s*@font-face \{.*?\}", "", shown, flags=re.DOTALL)
    return shown.replace("<text ", '<text xml:space="preserve" ')  # some programs drop the spaces at a text's ends


def _coloured(line: str, *, heading: bool) -> Text:
    text = Text(line, style="bold" if heading else "")
    for pattern, style in STYLES:
        text.highlight_regex(pattern, style)
    return text


if __name__ == "__main__":
    told = record()
    for name, text in (("brief", brief(told)), ("compare", comparison(told))):
        (HERE / f"{name}.svg").write_text(draw(name, text) + "\n", encoding="utf-8")
