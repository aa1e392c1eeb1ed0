"""The Parquet files of the shares on any store: where they lie, what each says of itself, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from rashomon.engines.tables import arrow
from rashomon.errors import SetupError
from rashomon.intake import OneSource
from rashomon.model import Issue

if TYPE_CHECKING:
    import pyarrow as pa

MARK = b"rashomon"
Row = dict[str, Any]
"""A report, an issue about one, or the end of a source; the columns are those of the schema below."""


@dataclass(frozen=True, slots=True)
class Share:
    """Number `number` of `of` equal shares, from 1."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"a share is 1/N to N/N, not {self.number}/{self.of}")

    def of_sources(self, sources: Sequence[OneSource]) -> list[OneSource]:
        """Every N-th of the sources: each is in one share, and the shares in turn give them in their order."""
        return list(sources[self.number - 1 :: self.of])


@dataclass(frozen=True, slots=True)
class Cover:
    """What a file says of itself: its share, the digest of the list of all sources, what read them, whether it is the last."""

    share: Share
    listing: str
    reader: str
    last: bool = False


def shares_in(place: str) -> list[list[str]]:
    """The files of each share that is there, in their order."""
    store, path = _file_system(place)
    folders = sorted(store.glob(f"{path.rstrip('/')}/*-of-*"))
    return [files for folder in folders if (files := files_in(store.unstrip_protocol(folder)))]


def files_in(folder: str) -> list[str]:
    """The whole files of one share, in their order."""
    store, path = _file_system(folder)
    return sorted(store.unstrip_protocol(file) for file in store.glob(f"{path}/*.parquet"))


def rows_of(files: Iterable[str], columns: list[str] | None = None) -> Iterator[Row]:
    """The rows of the files, each with what read it."""
    for file in files:
        table = read_file(file, columns)
        reader = cover_of(table, file).reader
        yield from (row | {"reader": reader} for row in table.to_pylist())


def read_file(file: str, columns: list[str] | None = None) -> pa.Table:
    """A file, or some columns of it."""
    import pyarrow.parquet as pq

    store, path = _file_system(file)
    with store.open(path, "rb") as content:
        return pq.read_table(content, columns=columns)


def write_file(folder: str, number: int, rows: list[Row], cover: Cover) -> None:
    """Put a file into a share's folder: under its name only when it is whole."""
    import pyarrow.parquet as pq

    told = _schema().with_metadata({MARK: msgspec.json.encode(cover)})
    table = arrow().Table.from_pylist(rows, schema=told)
    store, path = _file_system(folder)
    store.makedirs(path, exist_ok=True)
    half, whole = f"{path}/half-{number:05}", f"{path}/{number:05}.parquet"
    with store.open(half, "wb") as file:
        pq.write_table(table, file, compression="zstd")
    store.mv(half, whole)


def cover_of(table: pa.Table, file: str) -> Cover:
    """What a file says of itself; raises SetupError for one of another kind."""
    told = (table.schema.metadata or {}).get(MARK)
    if told is None:
        raise SetupError(f"{file}: is no shard of a reading (take it out of the folder)")
    return msgspec.json.decode(told, type=Cover)


def _schema() -> pa.Schema:
    """A row a report, an issue about one, or the end of a source."""
    pa = arrow()
    text, many = pa.string(), pa.list_(pa.string())
    names = [("number", pa.int64()), ("source", text), ("source_hash", text), ("given", pa.int64())]
    return pa.schema([*names, ("id", text), ("report", text), ("claims", many), ("issues", many)])


def _file_system(place: str) -> tuple[Any, str]:
    """The file system of a path or address, and the path in it."""
    arrow()
    from fsspec.core import url_to_fs

    try:
        store, path = url_to_fs(place)
    except (ImportError, ValueError) as fault:
        raise SetupError(f"{place}: no store of that kind: {fault} (fsspec names what it needs)") from fault
    return store, str(path)


def issues_of(row: Row) -> tuple[Issue, ...]:
    """The issues of a row."""
    return tuple(msgspec.json.decode(text, type=Issue) for text in row["issues"])
