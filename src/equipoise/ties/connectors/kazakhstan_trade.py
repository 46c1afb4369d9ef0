"""Kazakhstan's trade by partner (Bureau of National Statistics). In: the published Excel sheet in Russian, or a table. Out: exports,
imports.

The sheet changes a little every year. What is relied on: a row with "экспорт" and a row with "импорт" in it (the header, often merged over
sub-headers), columns of values under them, years in the header or in the title, "тыс." or "млн" dollars somewhere above the data, names of
partners in the first column with text. Columns of shares and growth (в %, доля, темп, удельный вес) are passed over. All states together
("всего"), groups and continents are set aside. A partner with a blank or a dash in one direction had no trade in it: the published total
is the sum of the rows. The rows speak of Kazakhstan alone, so absent is not known for other pairs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.reference.russian import state_in_russian
from equipoise.ties.connector import FIRST_YEAR, LAST_YEAR, Loaded, loaded, ties, variable
from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.files import PREAMBLE, open_frame
from equipoise.ties.sieve import Sieve
from equipoise.words.errors import InputError
from equipoise.words.event import Channel
from equipoise.words.tie import Shape

if TYPE_CHECKING:
    import polars as pl

FLOWS = ("экспорт", "импорт")
NO_TRADE = ("", "-", "–", "—", "…", "x", "х")
PASSED_OVER = ("%", "процент", "доля", "темп", "удельн", "индекс", "рост")


@dataclass(frozen=True, slots=True)
class KazakhstanTrade:
    """The sheet as published, or a table with year, partner (ISO3), exports_kusd and imports_kusd."""

    dataset: Dataset

    def read(self, path: Path, columns: Mapping[str, str]) -> Loaded:
        """Exports and imports of Kazakhstan in USD."""
        import polars as pl

        if path.suffix.lower() in (".xls", ".xlsx"):
            sieve = Sieve(_long(open_frame(path, plain=True), path), path.name)
            also = {name: code for name in sieve.frame["partner"].unique().to_list() if (code := state_in_russian(name))}
            scale = 1.0
        else:
            sieve = Sieve(open_frame(path), path.name)
            accepted: dict[str, tuple[str, ...]] = {"year": (), "partner": (), "exports": ("exports_kusd",), "imports": ("imports_kusd",)}
            sieve.columns(accepted, columns)
            also, scale = {}, 1e3
        for name in ("exports", "imports"):
            if sieve.frame[name].dtype == pl.String:
                sieve.frame = sieve.frame.with_columns(pl.col(name).str.strip_chars().replace(list(NO_TRADE), None))
        sieve.whole("year", FIRST_YEAR, LAST_YEAR)
        sieve.state("partner", "iso3", "year", also)
        sieve.frame = sieve.frame.with_columns(pl.lit("KAZ").alias("state"))
        sieve.apart("state", "partner")
        for name in ("exports", "imports"):
            sieve.number(name, low=0)
        sieve.put_aside(pl.col("exports").is_null() & pl.col("imports").is_null(), "neither exports nor imports", "partner", "year")
        sieve.frame = sieve.frame.with_columns(pl.col("exports", "imports").fill_null(0.0))
        sieve.once(["partner", "year"], ["exports", "imports"])
        frame = sieve.frame
        return loaded(
            sieve,
            (variable(frame, n, Shape.DIRECTED, "USD", Channel.TRADE) for n in ("exports", "imports")),
            *(ties(frame, n, value=n, scale=scale) for n in ("exports", "imports")),
        )


def _long(sheet: pl.DataFrame, path: Path) -> pl.DataFrame:
    """The sheet as partner, year, exports, imports in USD; a row for each row of data and year."""
    import polars as pl

    rows = [["" if c is None else str(c).strip() for c in r] for r in sheet.iter_rows()]
    header = _header(rows, path)
    data = next((i for i in range(header + 1, len(rows)) if _is_data(rows[i])), len(rows))
    above = rows[:data]
    factor = _unit(above, path)
    found = {flow: _columns(rows[header:data], above, flow, path) for flow in FLOWS}
    label = next(i for i, c in enumerate(rows[data]) if c and not _number(c)) if data < len(rows) else 0
    years = sorted(set(found["экспорт"]) & set(found["импорт"]))
    if not years or data == len(rows):
        raise InputError(
            f"{path.name}: exports and imports stand under no common year with rows of partners; save it as a table: {COLUMNS}"
        )
    long = [
        {
            "partner": r[label],
            "year": y,
            "exports": _dollars(r[found["экспорт"][y]], factor),
            "imports": _dollars(r[found["импорт"][y]], factor),
        }
        for r in rows[data:]
        for y in years
        if any(r)
    ]
    return pl.DataFrame(long, schema={"partner": pl.String, "year": pl.Int64, "exports": pl.String, "imports": pl.String})


def _header(rows: list[list[str]], path: Path) -> int:
    for number, row in enumerate(rows[:PREAMBLE]):
        if all(any(_heads(cell, flow) for cell in row) for flow in FLOWS):
            return number
    raise InputError(
        f"{path.name}: no header with the columns Экспорт and Импорт in the first {PREAMBLE} rows. Save it as a table: {COLUMNS}"
    )


def _heads(cell: str, flow: str) -> bool:
    """Whether a cell is the title of this flow alone; "экспорт и импорт" is one of the whole table."""
    text = cell.casefold()
    return flow in text and not any(other in text for other in FLOWS if other != flow)


def _is_data(row: list[str]) -> bool:
    """A name and at least one number that is no year."""
    texts = [c for c in row if c and not _number(c)]
    numbers = [c for c in row if _number(c) and not re.fullmatch(r"(19|20)\d\d(\.0)?", c)]
    return bool(texts) and bool(numbers) and not any("экспорт" in c.casefold() for c in texts)


def _columns(header: list[list[str]], above: list[list[str]], flow: str, path: Path) -> dict[int, int]:
    """Year -> the column of a flow's values. The columns of a flow run to the next title in the row of titles."""
    titles = header[0]
    start = next(i for i, c in enumerate(titles) if _heads(c, flow))
    end = next((i for i in range(start + 1, len(titles)) if titles[i] and not _heads(titles[i], flow)), len(titles))
    block = range(start, end)
    heads = {i: " ".join(r[i] for r in header if i < len(r)).casefold() for i in block}
    values = [i for i in block if not any(word in heads[i] for word in PASSED_OVER)]
    dated = {int(y): i for i in reversed(values) for y in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", heads[i])[:1]}
    if dated:
        return dated
    title = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", " ".join(" ".join(r) for r in above))
    if not title or not values:
        raise InputError(f"{path.name}: no year for the column {titles[start]!r}, in its header or above it. Save it as a table: {COLUMNS}")
    return {int(title[-1]): values[0]}


def _unit(above: list[list[str]], path: Path) -> float:
    text = " ".join(" ".join(r) for r in above).casefold()
    if "дол" not in text:
        raise InputError(
            f"{path.name}: nothing above the data says that values are dollars (тыс. долларов США). Save it as a table: {COLUMNS}"
        )
    units = {1e3: re.search(r"тыс", text), 1e6: re.search(r"млн|миллион", text)}
    named = [factor for factor, there in units.items() if there]
    if len(named) > 1:
        raise InputError(f"{path.name}: both thousands and millions of dollars are named above the data. Save it as a table: {COLUMNS}")
    return named[0] if named else 1.0


def _number(cell: str) -> bool:
    return re.fullmatch(r"-?[\d\s\u00a0]+([.,]\d+)?(e[-+]?\d+)?", cell.casefold()) is not None


def _dollars(cell: str, factor: float) -> str:
    """The amount in USD as text; what is no number stays as it stands, so that the sieve can name it."""
    if not _number(cell):
        return cell
    return repr(float(re.sub(r"[\s\u00a0]", "", cell).replace(",", ".")) * factor)


COLUMNS = "year, partner (ISO3), exports_kusd, imports_kusd"
CONNECTOR = KazakhstanTrade(
    Dataset(
        name="kazakhstan-trade",
        title="Main indicators of foreign trade of the Republic of Kazakhstan by country",
        what="Kazakhstan's exports to and imports from each partner, by its own customs",
        unit="USD",
        years="2018-2025",
        version="annual, revised in the next year",
        publisher="Bureau of National Statistics of the Republic of Kazakhstan",
        url="https://stat.gov.kz/en/industries/economy/foreign-market/",
        licence="open statistics of the state, with attribution",
        citation="Bureau of National Statistics, Agency for Strategic Planning and Reforms of the Republic of Kazakhstan. Main "
        "indicators of foreign trade by country.",
        bibtex=bibtex("misc", "bns_kaz", author="{Bureau of National Statistics of the Republic of Kazakhstan}",
                      title="Main indicators of foreign trade by country"),
        columns=f"the sheet as published (xls, xlsx), or {COLUMNS}",
    )
)  # fmt: skip
