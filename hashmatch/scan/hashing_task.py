"""The hashes of one file, from a worker process."""

from hashmatch.errors import MediaError
from hashmatch.hashing import Ask, Query
from hashmatch.isolation import Task


def query_of(hashing: Task[Query], path: str, ask: Ask) -> Query:
    """Wait for the hashes of a file; whatever the file did to its worker is the file's own problem."""
    try:
        return hashing.result()
    except MediaError as problem:
        return Query(path, ask, {}, problem)
