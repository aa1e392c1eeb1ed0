"""The six tables as Arrow tables with a schema of their own, as Parquet, and back."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin

import msgspec
from msgspec import Struct

from rashomon.errors import SetupError
from rashomon.exports.columns import TABLES, name_of
from rashomon.exports.edition import Edition
from rashomon.exports.output import Output
from rashomon.exports.tables import LINES

if TYPE_CHECKING:
    import pyarrow as pa


def arrow() -> Any:
    """pyarrow. Raises SetupError with the remedy where it is not installed."""
    try:
        import pyarrow
    except ImportError as fault:
        raise SetupError("pyarrow: not installed, Parquet and data frames need it (pip install 'rashomon[exports]')") from fault
    return pyarrow


def write_parquet(edition: Edition) -> Output:
    """One Parquet file a table, zstd, typed as `schema_of` says."""
    files, rows = {}, {}
    for table in TABLES:
        made = arrow_table(table, LINES[table](edition))
        files[name_of(table)], rows[name_of(table)] = parquet_of(made), made.num_rows
    return Output(files, rows)


def arrow_table(table: type[Struct], lines: Iterable[Struct]) -> "pa.Table":
    """Lines of one table as an Arrow table."""
    return arrow().Table.from_pylist([msgspec.structs.asdict(line) | _nested(line) for line in lines], schema=schema_of(table))


def read_parquet(content: bytes, table: type[Struct]) -> list[Struct]:
    """The lines that were written. Raises msgspec.ValidationError where the file is of another shape."""
    import pyarrow.parquet as pq

    rows = pq.read_table(io.BytesIO(content)).to_pylist()
    tag = table.__struct_config__.tag_field
    return [msgspec.convert(row | {tag: name_of(table)}, table) for row in rows]


def schema_of(table: type[Struct]) -> "pa.Schema":
    """The Arrow schema of a table: a column that cannot be null says so."""
    pa = arrow()
    return pa.schema([_field(field.name, field.type) for field in msgspec.structs.fields(table)])


def parquet_of(table: "pa.Table") -> bytes:
    """The bytes of a Parquet file, the same for the same table."""
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _nested(line: Struct) -> dict[str, list[dict[str, Any]]]:
    """The fields that are lists of structures, as lists of dictionaries."""
    lists = {name: value for name in line.__struct_fields__ if isinstance(value := getattr(line, name), list)}
    return {
        name: [msgspec.structs.asdict(one) for one in cells]
        for name, cells in lists.items()
        if cells and isinstance(cells[0], Struct)
    }


def _field(name: str, kind: Any) -> "pa.Field":
    parts = [part for part in get_args(kind) if part is not NoneType] if NoneType in get_args(kind) else [kind]
    return arrow().field(name, _type(parts[0]), nullable=NoneType in get_args(kind))


def _type(kind: Any) -> "pa.DataType":
    pa = arrow()
    plain = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        date: pa.date32(),
        datetime: pa.timestamp("us", tz="UTC"),
    }
    if kind in plain:
        return plain[kind]
    if get_origin(kind) is list:
        return pa.list_(pa.field("item", _type(get_args(kind)[0]), nullable=False))
    return pa.struct([_field(field.name, field.type) for field in msgspec.structs.fields(kind)])
