"""A share of the sources -> Parquet files on any store; the files of all shares -> a ledger.

The files of share 3 of 16 lie in the folder `3-of-16`. Each is whole or not there; the last one says that it is the last.
"""

from rashomon.shards.files import Share
from rashomon.shards.merging import merge, sources_in
from rashomon.shards.writing import Shard

__all__ = ["Shard", "Share", "merge", "sources_in"]
