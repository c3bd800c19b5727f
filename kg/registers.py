"""Reading the registers of organizations as they are published: ROR (JSON, schema 2) and GLEIF (golden copy, CSV).

Both are streamed, from the file or from the zip archive that it is published in.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from ontology.errors import SourceError

_CHUNK = 1 << 16
_LEI_NAMES = "Entity.LegalName"
_LEI_OTHER = ("Entity.OtherEntityNames.OtherEntityName.", "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.")


@dataclass(frozen=True, slots=True)
class Registered:
    """An organization as a register lists it; ``identifiers`` are pairs of scheme and value, its own first."""

    identifiers: tuple[tuple[str, str], ...]
    name: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    country: str | None
    city: str | None


def ror(path: Path) -> Iterator[Registered]:
    """Yield the active organizations of a ROR data dump of schema 2; raise :class:`SourceError` for anything else."""
    with _opened(path, ".json") as source:
        for record in _objects(source, path):
            try:
                found = _of_ror(record)
            except (KeyError, TypeError, IndexError, AttributeError):
                raise SourceError(str(path), f"{record.get('id', 'a record')} is not of ROR schema 2") from None
            if found is not None:
                yield found


def _of_ror(record: dict[str, Any]) -> Registered | None:
    if record["status"] != "active":
        return None
    by_type: dict[str, list[str]] = {}
    for name in record["names"]:
        for kind in name["types"]:
            by_type.setdefault(kind, []).append(name["value"])
    place = record["locations"][0]["geonames_details"] if record["locations"] else {}
    wikidata = [
        external["preferred"] or external["all"][0]
        for external in record.get("external_ids", [])
        if external["type"] == "wikidata"
    ]
    return Registered(
        identifiers=(("ror", record["id"].rpartition("/")[2]), *(("wikidata", one) for one in wikidata)),
        name=by_type["ror_display"][0],
        names=tuple(by_type.get("label", []) + by_type.get("alias", [])),
        short=tuple(by_type.get("acronym", [])),
        country=place.get("country_code"),
        city=place.get("name"),
    )


def lei(path: Path) -> Iterator[Registered]:
    """Yield the active organizations of a GLEIF golden copy (LEI-CDF as CSV); raise :class:`SourceError` for anything else."""
    with _opened(path, ".csv") as source:
        rows = csv.DictReader(source)
        missing = {"LEI", _LEI_NAMES, "Entity.EntityStatus"} - set(rows.fieldnames or ())
        if missing:
            raise SourceError(str(path), f"no column {min(missing)}; expected a GLEIF golden copy (CSV)")
        for row in rows:
            if row["Entity.EntityStatus"] == "ACTIVE" and row[_LEI_NAMES]:
                others = (value for column, value in row.items() if value and _other_name(column))
                yield Registered(
                    identifiers=(("lei", row["LEI"]),),
                    name=row[_LEI_NAMES],
                    names=tuple(others),
                    short=(),
                    country=row.get("Entity.HeadquartersAddress.Country") or row.get("Entity.LegalAddress.Country"),
                    city=row.get("Entity.HeadquartersAddress.City") or row.get("Entity.LegalAddress.City"),
                )


def _other_name(column: str | None) -> bool:
    """Whether a column holds another name, and not the language or the type of one."""
    return column is not None and column.startswith(_LEI_OTHER) and column.rpartition(".")[2].isdecimal()


@contextmanager
def _opened(path: Path, ending: str) -> Iterator[IO[str]]:
    try:
        if path.suffix.casefold() == ".zip":
            with ZipFile(path) as archive:
                # A dump of ROR holds the old schema beside the new one.
                members = sorted((one for one in archive.namelist() if one.endswith(ending)), key=lambda one: ("v2" not in one, one))
                if not members:
                    raise SourceError(str(path), f"no {ending} file in the archive")
                with archive.open(members[0]) as raw:
                    yield io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        else:
            with path.open(encoding="utf-8-sig", newline="") as source:
                yield source
    except BadZipFile:
        raise SourceError(str(path), "a damaged zip archive") from None
    except UnicodeDecodeError:
        raise SourceError(str(path), "not UTF-8; expected the register as it is published") from None


def _objects(source: IO[str], path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON array, one by one: the whole of it need not fit into memory."""
    decoder, buffer = json.JSONDecoder(), source.read(_CHUNK).lstrip()
    if not buffer.startswith("["):
        raise SourceError(str(path), "expected a JSON array of records")
    buffer = buffer[1:]
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if buffer.startswith("]"):
            return
        try:
            record, end = decoder.raw_decode(buffer)
        except ValueError:
            more = source.read(_CHUNK)
            if not more:
                raise SourceError(str(path), "the JSON array breaks off") from None
            buffer += more
            continue
        if not isinstance(record, dict):
            raise SourceError(str(path), "expected a JSON array of objects")
        yield record
        buffer = buffer[end:]
