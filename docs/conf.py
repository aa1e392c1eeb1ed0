"""The documentation as a site: `make site` builds it in build/site, without a network and without a warning."""

import re
from importlib.metadata import version as version_of

from sphinx.application import Sphinx

SECTION = re.compile(r"^\*\*(?P<caption>[^*]+)\*\*$|^- \[[^\]]+\]\((?P<page>[^)]+)\)", re.MULTILINE)

project = "Rashomon"
author = "The Rashomon developers"
copyright = author  # Sphinx wants the name
version = release = version_of("rashomon")

extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns = ["**/.ipynb_checkpoints"]
myst_heading_anchors = 4
nb_execution_mode = "off"  # a test runs the notebook; the site shows what it kept
nb_merge_streams = True
default_role = "code"  # docstrings have `names` in single quotes
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
maximum_signature_line_length = 90

html_theme = "furo"
html_title = f"Rashomon {release}"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False


def _contents(app: Sphinx, name: str, source: list[str]) -> None:
    """The navigation is the list on the front page: each bold line is a part of it, each link a page."""
    if name != "index":
        return
    parts: dict[str, list[str]] = {}
    for found in SECTION.finditer(source[0]):
        if found["caption"]:
            parts[found["caption"]] = []
        else:
            parts[list(parts)[-1]].append(found["page"].rsplit(".", 1)[0])
    for caption, pages in parts.items():
        source[0] += "\n".join(["", "", "```{toctree}", ":hidden:", f":caption: {caption}", "", *pages, "```", ""])


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _contents)
