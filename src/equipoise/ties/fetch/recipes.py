"""How each dataset is asked for, and how its answers become one file. In: what is wanted. Out: the file, and the day of the fetch.

Layouts are checked where they are read: an answer of another shape ends in FetchFailed that says which field was missing.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR
from equipoise.ties.fetch.download import Downloader, Kept, Request, pairs, write_whole
from equipoise.words.errors import FetchFailed, InputError

COMTRADE_KEY = "COMTRADE_API_KEY"
PAGE = 20_000
"""Rows of the World Bank's answers."""
MOST_PAGES = 200
YEARS_AT_ONCE = 12
"""Years that UN Comtrade gives in one call."""
PREVIEW = 500
"""Rows that UN Comtrade gives without a key; so many may be all, or not."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to ask for. ``countries``: ISO3 codes of reporters, where a source asks for them; ``years``: first and last."""

    dataset: str
    countries: Sequence[str] = ()
    years: tuple[int, int] = (1990, 2025)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file that a connector reads, when it was fetched, and what to know about it."""

    path: Path
    retrieved: date
    notes: tuple[str, ...] = ()


Recipe = Callable[[Wanted, Downloader, str], tuple[bytes, Sequence[Kept], Sequence[str]]]


def fetch(wanted: Wanted, downloader: Downloader, folder: Path, endpoint: str | None = None) -> Fetched:
    """The dataset as a file in ``folder``. ``endpoint``: the address of a mirror in the place of the publisher's.

    Raises InputError where the dataset is none that is fetched, FetchFailed where its server did not give it or its layout has changed.
    """
    if wanted.dataset not in FETCHED:
        raise InputError(f"{wanted.dataset} cannot be fetched, only loaded from a file. Fetched are {', '.join(FETCHED)}")
    if wanted.years[0] > wanted.years[1]:
        raise InputError(f"years must go from the earlier to the later; {wanted.years[0]}, {wanted.years[1]} were given")
    if wanted.years[0] < FIRST_YEAR or wanted.years[1] > LAST_YEAR:
        raise InputError(f"years must lie between {FIRST_YEAR} and {LAST_YEAR}; {wanted.years[0]}, {wanted.years[1]} were given")
    recipe, home = FETCHED[wanted.dataset]
    data, answers, notes = recipe(wanted, downloader, _mirror(endpoint) if endpoint else home)
    return Fetched(write_whole(folder / f"{wanted.dataset}.csv", data), max(a.retrieved for a in answers), tuple(notes))


def _mirror(address: str) -> str:
    """The address of a mirror. One with a password would be shown in messages and kept in the cache."""
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        raise InputError(f"{address!r} is no address. Give one like https://mirror.example/v2") from None
    if not good or parts.query or parts.fragment:
        raise InputError(f"{address!r} is no address of a service. Give one like https://mirror.example/v2")
    if parts.username is not None or parts.password is not None:
        raise InputError("The address of a mirror may have no name or password in it: it would be shown and kept")
    return address.rstrip("/")


def _world_bank(indicator: str) -> Recipe:
    """GDP or population of every state: pages of JSON [about, rows]."""

    def recipe(wanted: Wanted, downloader: Downloader, home: str) -> tuple[bytes, Sequence[Kept], Sequence[str]]:
        places = ";".join(wanted.countries) if wanted.countries else "all"
        answers: list[Kept] = []
        rows: list[tuple[Any, ...]] = []
        page, pages = 1, 1
        while page <= pages:
            asked = pairs({"format": "json", "per_page": str(PAGE), "date": f"{wanted.years[0]}:{wanted.years[1]}", "page": str(page)})
            kept = downloader.get(Request(f"{home}/country/{places}/indicator/{indicator}", asked))
            pages, found = _shape(
                kept, lambda said: (int(said[0]["pages"]), list(said[1] or [])), "list of two: about with its pages, rows"
            )
            if pages > MOST_PAGES:
                raise FetchFailed(f"{kept.url}: {pages} pages are more than there can be. Ask for fewer years")
            rows += [(_field(r, "countryiso3code", kept), _field(r, "date", kept), _field(r, "value", kept)) for r in found]
            answers.append(kept)
            page += 1
        groups = [r for r in rows if not r[0]]
        notes = [f"{len(groups):,} rows of groups without a code were left out"] if groups else []
        return _table(("countryiso3code", "date", "value"), (r for r in rows if r[0])), answers, notes

    return recipe


def _un_votes(_: Wanted, downloader: Downloader, home: str) -> tuple[bytes, Sequence[Kept], Sequence[str]]:
    """Votes of the General Assembly: the newest file of the record, whose name changes with every release."""
    record = downloader.get(Request(f"{home}/record/4060887"))
    names = re.findall(rb"(\d{4})_(\d{1,2})_(\d{1,2})_ga_voting\.csv", record.path.read_bytes())
    if not names:
        raise FetchFailed(f"{record.url}: no file ..._ga_voting.csv is listed. {_CHANGED}")
    year, month, day = max(names, key=lambda n: tuple(map(int, n)))
    name = f"{year.decode()}_{month.decode()}_{day.decode()}_ga_voting.csv"
    kept = downloader.get(Request(f"{home}/record/4060887/files/{name}"))
    data = kept.path.read_bytes()
    _columns_there(data, ("undl_id", "ms_code", "ms_vote", "date", "session"), kept)
    return data, [kept], [f"release {name}"]


def _comtrade(wanted: Wanted, downloader: Downloader, home: str) -> tuple[bytes, Sequence[Kept], Sequence[str]]:
    """All goods by partner, as the reporters asked for report them. Without a key the service shows the first 500 rows."""
    if not wanted.countries:
        raise InputError("comtrade is asked for by reporter: name countries, --country KAZ")
    reference = downloader.get(Request(f"{home}/files/v1/app/reference/Reporters.json"))
    known = _shape(reference, lambda said: {r["reporterCodeIsoAlpha3"]: str(r["reporterCode"]) for r in said["results"]}, "results")
    if unknown := [c for c in wanted.countries if c not in known]:
        raise InputError(f"UN Comtrade knows no reporter {', '.join(unknown)}")
    key = os.environ.get(COMTRADE_KEY, "").strip()
    path = "data/v1/get" if key else "public/v1/preview"
    answers, rows, notes = [reference], [], []
    for country in wanted.countries:
        for first in range(wanted.years[0], wanted.years[1] + 1, YEARS_AT_ONCE if key else 1):
            years = range(first, min(first + (YEARS_AT_ONCE if key else 1), wanted.years[1] + 1))
            for flow in ("M", "X"):
                asked = pairs({"reporterCode": known[country], "period": ",".join(map(str, years)), "cmdCode": "TOTAL", "flowCode": flow})
                secret = (("Ocp-Apim-Subscription-Key", key),) if key else ()
                kept = downloader.get(Request(f"{home}/{path}/C/A/HS", asked, secret=secret))
                found = _shape(kept, lambda said: list(said["data"]), "data")
                if not key and len(found) >= PREVIEW:
                    notes.append(
                        f"{country} {first} {flow}: {PREVIEW} rows, as many as are shown without a key; set {COMTRADE_KEY} for all"
                    )
                names = _COMTRADE_COLUMNS
                rows += [tuple(r.get(n) if n in _COMTRADE_OPTIONAL else _field(r, n, kept) for n in names) for r in found]
                answers.append(kept)
    return _table(_COMTRADE_COLUMNS, rows), answers, notes


_COMTRADE_OPTIONAL = ("partner2ISO", "motCode", "customsCode", "mosCode")
_COMTRADE_COLUMNS = ("reporterISO", "partnerISO", "period", "flowCode", "cmdCode", "primaryValue", *_COMTRADE_OPTIONAL)


def _imf(wanted: Wanted, downloader: Downloader, home: str) -> tuple[bytes, Sequence[Kept], Sequence[str]]:
    """Exports and imports as SDMX-CSV; asked by SDMX 2.1, and by 3.0 where that gives nothing."""
    places = "+".join(wanted.countries) or "*"
    period = pairs({"startPeriod": str(wanted.years[0]), "endPeriod": str(wanted.years[1])})
    between = pairs({"c[TIME_PERIOD]": f"ge:{wanted.years[0]}+le:{wanted.years[1]}"})
    accept = (("Accept", "application/vnd.sdmx.data+csv"),)
    ways = (
        Request(f"{home}/sdmx/2.1/data/IMF.STA,IMTS/{'' if places == '*' else places}.XG_FOB_USD+MG_CIF_USD..A", period, accept),
        Request(f"{home}/sdmx/3.0/data/dataflow/IMF.STA/IMTS/+/{places}.XG_FOB_USD+MG_CIF_USD.*.A", between, accept),
    )
    failures = []
    for way in ways:
        try:
            kept = downloader.get(way)
            data = kept.path.read_bytes()
            _columns_there(data, ("COUNTRY", "COUNTERPART_COUNTRY", "INDICATOR", "TIME_PERIOD", "OBS_VALUE"), kept)
            return data, [kept], []
        except FetchFailed as failure:
            failures.append(str(failure))
    raise FetchFailed("; ".join(failures))


def _sipri(wanted: Wanted, downloader: Downloader, home: str) -> tuple[bytes, Sequence[Kept], Sequence[str]]:
    """The trade register: a POST that answers with the CSV in base64, some lines above its header."""
    asked = {"filters": [{"field": "Order year range 1", "oldField": "", "condition": "contains", "value1": wanted.years[0],
                          "value2": wanted.years[1], "listData": []}], "logic": "AND"}  # fmt: skip
    headers = (
        ("Content-Type", "application/json"),
        ("Origin", "https://armstransfers.sipri.org"),
        ("Referer", "https://armstransfers.sipri.org/"),
    )
    kept = downloader.get(Request(f"{home}/api/p/trades/trade-register-csv/", (), headers, body=json.dumps(asked, sort_keys=True)))
    encoded = _shape(kept, lambda said: said["bytes"] if "bytes" in said else said["result"], "bytes")
    try:
        data = base64.b64decode(encoded, validate=True)
    except (ValueError, TypeError) as error:
        raise FetchFailed(f"{kept.url}: the answer is not base64. {_CHANGED}") from error
    if b"Recipient" not in data or b"Supplier" not in data:
        raise FetchFailed(f"{kept.url}: no header with Recipient and Supplier. {_CHANGED}")
    return data, [kept], []


FETCHED: Mapping[str, tuple[Recipe, str]] = {
    "comtrade": (_comtrade, "https://comtradeapi.un.org"),
    "imf-imts": (_imf, "https://api.imf.org/external"),
    "sipri-register": (_sipri, "https://atbackend.sipri.org"),
    "un-votes": (_un_votes, "https://digitallibrary.un.org"),
    "wdi-gdp": (_world_bank("NY.GDP.MKTP.CD"), "https://api.worldbank.org/v2"),
    "wdi-population": (_world_bank("SP.POP.TOTL"), "https://api.worldbank.org/v2"),
}
"""The datasets that are fetched, with the address of each publisher's service."""
BUNDLES: Mapping[str, tuple[str, ...]] = {"wdi": ("wdi-gdp", "wdi-population")}
"""Names for several datasets at once."""

_CHANGED = "The layout seems to have changed: try once more with --refresh, or load a file by hand (equipoise ties load DATASET FILE)"


def _shape(kept: Kept, take: Callable[[Any], Any], what: str) -> Any:
    """What an answer of JSON holds in the place where it is expected."""
    try:
        return take(json.loads(kept.path.read_bytes()))
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise FetchFailed(f"{kept.url}: the answer has no {what}. {_CHANGED}") from error


def _field(row: Any, name: str, kept: Kept) -> Any:
    if not isinstance(row, Mapping) or name not in row:
        raise FetchFailed(f"{kept.url}: a row has no field {name!r}. {_CHANGED}")
    return row[name]


def _columns_there(data: bytes, names: Sequence[str], kept: Kept) -> None:
    header = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    there = {c.strip().strip('"') for c in header.split(",")}
    if missing := [n for n in names if n not in there]:
        raise FetchFailed(f"{kept.url}: no column {', '.join(missing)}; there are {', '.join(sorted(there))[:300]}. {_CHANGED}")


def _table(names: Sequence[str], rows: Iterator[tuple[Any, ...]] | Sequence[tuple[Any, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(["" if v is None else v for v in row] for row in rows)
    return out.getvalue().encode()
