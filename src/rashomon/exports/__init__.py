"""A record -> the formats that other tools read: one module a format, one table of formats; every byte can be made again."""

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.exports.acled import write_acled
from rashomon.exports.arrow import write_parquet
from rashomon.exports.briefs import write_html, write_markdown
from rashomon.exports.claimreview import write_claimreview
from rashomon.exports.control import write_control
from rashomon.exports.csv_tables import write_csv
from rashomon.exports.edition import Edition, checked, ledger_hash
from rashomon.exports.ftm import write_ftm
from rashomon.exports.geojson import write_geojson
from rashomon.exports.hxl import write_hxl
from rashomon.exports.jsonl import write_jsonl
from rashomon.exports.output import Output
from rashomon.exports.plover import write_plover
from rashomon.exports.timemap import write_timemap
from rashomon.exports.ucdp import write_ucdp

__all__ = ["FORMATS", "Edition", "Format", "Output", "checked", "ledger_hash"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is made, what its files are called in a release, their ending, and what it is in one line."""

    write: Callable[[Edition], Output]
    stem: str
    suffix: str
    says: str

    def name(self, part: str) -> str:
        """The name of one of its files in a release: ``timemap.events.json``, ``claims.parquet``."""
        ending = "" if "." in part else self.suffix
        return ".".join(filter(None, (self.stem, part))) + ending


FORMATS: dict[str, Format] = {
    "acled": Format(write_acled, "acled", ".csv", "CSV with ACLED's 31 columns, then x_ columns with claimants and words"),
    "ucdp": Format(write_ucdp, "ucdp", ".csv", "CSV with UCDP GED's 49 columns: incidents in which deaths are stated"),
    "plover": Format(write_plover, "plover", ".jsonl", "PLOVER 2.0 records with offsets, one a claim"),
    "geojson": Format(write_geojson, "events", ".geojson", "points for maps, one an event, with quotes and links"),
    "timemap": Format(write_timemap, "timemap", ".json", "events, sources and associations for TimeMap"),
    "hxl": Format(write_hxl, "hxl", ".csv", "a sheet with HXL hashtags for humanitarian tools"),
    "ftm": Format(write_ftm, "ftm", ".jsonl", "FollowTheMoney entities, and statements by claimant"),
    "parquet": Format(write_parquet, "", ".parquet", "typed tables: claims, events, reports, tolls, holds, decisions"),
    "csv": Format(write_csv, "", ".csv", "the same tables as sheets, without nested lists"),
    "jsonl": Format(write_jsonl, "tables", ".jsonl", "the same tables as JSON lines, all in one file"),
    "claimreview": Format(write_claimreview, "claimreview", ".json", "schema.org ClaimReview of claims that a person has reviewed"),
    "markdown": Format(write_markdown, "brief", ".md", "the brief, to be pasted into a document"),
    "html": Format(write_html, "brief", ".html", "the brief as one page without scripts"),
    "control": Format(write_control, "control", ".csv", "who is said to hold each place on each day, one column a claimant"),
}
