"""Keep the rows of a file that can be used, and say of every other why it cannot. In: a frame. Out: typed columns, rows set aside.

A sieve goes through the file column by column. What fails is set aside with a reason and examples; what is left is kept. The counts always
add up: rows in = kept + set aside.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from equipoise.reference.statehood import Scheme, System, code_of, number_of
from equipoise.words.errors import InputError
from equipoise.words.tie import Aside

if TYPE_CHECKING:
    import polars as pl

EXAMPLES = 5
ROW = "row"
"""The column of a row's place in the file, from 1."""


class Sieve:
    """The rows of a file on their way into a project. ``frame`` holds those that are still in, with the column ``row``."""

    def __init__(self, frame: pl.DataFrame, name: str) -> None:
        """``name`` stands for the file in messages."""
        self.name = name
        self.rows = frame.height
        self.frame = frame.with_row_index(ROW, offset=1)
        self.disputed = 0
        self._aside: list[Aside] = []
        if not frame.height:
            raise InputError(f"{name} has no rows")

    @property
    def aside(self) -> tuple[Aside, ...]:
        """What was set aside, in the order in which it was found out."""
        return tuple(self._aside)

    def columns(self, accepted: Mapping[str, Sequence[str]], given: Mapping[str, str] | None = None, optional: Sequence[str] = ()) -> None:
        """Only these columns are left, under their own names. ``accepted``: name -> what files call it, the likeliest first (where the
        name itself is not among them, it comes before them); ``given``: what the user says.

        Raises InputError where a column is missing: the layout has changed, or the file is another one.
        """
        given = given or {}
        if unknown := sorted(set(given) - set(accepted)):
            raise InputError(f"{self.name}: there is no column {listed(unknown)} to map; there are {listed(accepted)}")
        there = {c.strip().casefold(): c for c in self.frame.columns}
        found: dict[str, str] = {}
        for column, names in accepted.items():
            names = (given[column],) if column in given else names if column in names else (column, *names)
            match = next((there[n.casefold()] for n in names if n.casefold() in there), None)
            if match is not None:
                found[column] = match
            elif column not in optional or column in given:
                raise InputError(_missing(self.name, column, names, self.frame.columns[1:]))
        for column, name in found.items():
            kind = self.frame[name].dtype
            if not (kind.is_numeric() or kind in _plain_kinds()):
                raise InputError(f"{self.name}: the column {name} ({column}) holds {kind}; text, numbers or days are needed")
        self.frame = self.frame.select(ROW, *(self._col(old).alias(new) for new, old in found.items()))

    def put_aside(self, bad: pl.Expr, reason: str, *show: str) -> None:
        """Rows for which ``bad`` is true are set aside; ``show`` are the columns that the examples quote."""
        bad = bad.fill_null(value=False)
        out = self.frame.filter(bad)
        if not out.height:
            return
        examples = tuple(
            f"row {r[ROW]}: " + ", ".join(f"{c} {'empty' if r[c] is None else r[c]}" for c in show)
            for r in out.head(EXAMPLES).iter_rows(named=True)
        )
        self._aside.append(Aside(reason, out.height, examples))
        self.frame = self.frame.filter(~bad)
        if not self.frame.height:
            raise InputError(f"{self.name}: no row can be used. {reason}: {examples[0]}")

    def note(self, reason: str, examples: Sequence[str] = ()) -> None:
        """Say something of rows that are kept, such as the one part of a row that could not be used. It sets nothing aside."""
        self._aside.append(Aside(reason, 0, tuple(examples[:EXAMPLES])))

    def number(self, column: str, *, low: float | None = None, high: float | None = None, empty: bool = True) -> None:
        """The column holds numbers. Text, infinity and numbers out of bounds are set aside; empty cells are kept where ``empty``."""
        import polars as pl

        raw = self.frame[column]
        if raw.dtype.is_temporal():
            raise InputError(f"{self.name}: {column} holds days ({raw.dtype}), where numbers are needed")
        clean = (
            pl.col(column).str.strip_chars().replace(["", "NA", "NaN", "nan", ".", ":"], None) if raw.dtype == pl.String else pl.col(column)
        )
        self.frame = self.frame.with_columns(clean.alias("_clean"), clean.cast(pl.Float64, strict=False).fill_nan(None).alias("_number"))
        self.put_aside(
            pl.col("_number").is_null() & pl.col("_clean").is_not_null() & ~_nan(self.frame, column), f"{column} is no number", column
        )
        self.put_aside(pl.col("_number").is_infinite(), f"{column} is no finite number", column)
        if low is not None:
            self.put_aside(pl.col("_number") < low, f"{column} is below {low:g}", column)
        if high is not None:
            self.put_aside(pl.col("_number") > high, f"{column} is above {high:g}", column)
        if not empty:
            self.put_aside(pl.col("_number").is_null(), f"{column} is empty", column)
        self.frame = self.frame.with_columns(pl.col("_number").alias(column)).drop("_clean", "_number")

    def whole(self, column: str, low: int, high: int) -> None:
        """The column holds integers within bounds, such as years; other rows are set aside."""
        import polars as pl

        self.number(column, low=low, high=high, empty=False)
        self.put_aside(pl.col(column) != pl.col(column).round(), f"{column} is no whole number", column)
        self.frame = self.frame.with_columns(pl.col(column).cast(pl.Int64))

    def state(
        self, column: str, scheme: Scheme | str | Sequence[str], year: str | None = None, also: Mapping[str, str] | None = None
    ) -> None:
        """The column holds codes of states; names that lead to none are set aside. Of several schemes the first that knows a name decides.
        ``year`` is the column that decides what a number meant; ``also`` are further names of this file, such as those of groups.

        Where a state had two numbers in one year (Germany in 1990), the rows under the earlier one are marked: ``once`` prefers the later.
        """
        import polars as pl

        schemes = (scheme,) if isinstance(scheme, str) else tuple(scheme)
        keys = [column, *([year] if year else [])]
        pairs = self.frame.select(pl.col(column).cast(pl.String), *keys[1:]).unique()
        extra = also or {}
        named = [(r[0], r[1] if year else None) for r in pairs.iter_rows()]
        codes = [None if name is None else extra.get(name.strip()) or _code(name, schemes, y) for name, y in named]
        earlier = [_is_earlier(name, code, schemes[0], y) for (name, y), code in zip(named, codes, strict=True)]
        pairs = pairs.with_columns(pl.Series("_code", codes, dtype=pl.String), pl.Series(f"_earlier_{column}", earlier, dtype=pl.Boolean))
        self.frame = self.frame.with_columns(pl.col(column).cast(pl.String)).join(pairs, on=keys, how="left", maintain_order="left")
        self.put_aside(pl.col("_code").is_null(), f"{column} is no state that is known", column)
        self.frame = self.frame.with_columns(pl.col("_code").alias(column)).drop("_code")

    def apart(self, a: str, b: str) -> None:
        """Rows of a state with itself are set aside."""
        import polars as pl

        self.put_aside(pl.col(a) == pl.col(b), f"{a} and {b} are the same", a)

    def once(self, keys: Sequence[str], values: Sequence[str]) -> None:
        """Each key has one row. A repetition is set aside, and so is a row without values beside one that has some; where rows of one key
        differ, all of them are (``disputed`` counts them): nobody can say which is right.
        """
        import polars as pl

        if not self.frame.select(keys).is_duplicated().any():
            return
        earlier = pl.any_horizontal(pl.lit(value=False), *(pl.col(c) for c in self.frame.columns if c.startswith("_earlier_")))
        self.put_aside(
            earlier & (~earlier).any().over(keys), "the state had another number from later in that year, which has a row too", *keys
        )
        empty = pl.all_horizontal(pl.col(values).is_null())
        self.put_aside(empty & (~empty).any().over(keys), f"no value, and another row of the same {', '.join(keys)} has one", *keys)
        several = self.frame.filter(pl.struct(keys).is_duplicated())
        if not several.height:
            return
        groups = several.group_by(keys, maintain_order=True).agg(
            pl.struct(values).n_unique().alias("n"), pl.col(ROW), pl.col(ROW).first().alias("first")
        )
        before = self.frame.height
        differ = groups.filter(pl.col("n") > 1)[ROW].explode().implode()
        self.put_aside(pl.col(ROW).is_in(differ), f"several rows of the same {', '.join(keys)} differ", *keys, *values)
        self.disputed += before - self.frame.height
        same = groups.filter(pl.col("n") == 1).explode(ROW).filter(pl.col(ROW) != pl.col("first"))[ROW].implode()
        self.put_aside(pl.col(ROW).is_in(same), f"repeats an earlier row of the same {', '.join(keys)}", *keys)

    def _col(self, name: str) -> pl.Expr:
        import polars as pl

        kind = self.frame[name].dtype
        return pl.col(name).cast(pl.String) if kind in (pl.Categorical, pl.Enum) else pl.col(name)


def _plain_kinds() -> tuple[object, ...]:
    import polars as pl

    return (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Null, pl.Date, pl.Datetime)


def _code(name: str, schemes: Sequence[str], year: int | None) -> str | None:
    return next((code for scheme in schemes if (code := code_of(name, scheme, year))), None)


def _is_earlier(value: str, code: str | None, scheme: Scheme | str, year: int | None) -> bool:
    """Whether a number gave way to another one of the same state within the year."""
    if code is None or year is None or scheme not in (Scheme.COW, Scheme.GW):
        return False
    return str(number_of(code, year, System(str(scheme)))) != value.removesuffix(".0")


def _nan(frame: pl.DataFrame, column: str) -> pl.Expr:
    import polars as pl

    return pl.col(column).is_nan() if frame[column].dtype.is_float() else pl.lit(value=False)


def listed(names: Sequence[str] | Mapping[str, object]) -> str:
    """Names for a message, the first twenty.

    >>> listed(["a", "b"])
    "'a', 'b'"
    """
    shown = [repr(str(n)) for n in names]
    return ", ".join(shown[:20]) + (" and more" if len(shown) > 20 else "")


def _missing(name: str, column: str, names: Sequence[str], there: Sequence[str]) -> str:
    near = difflib.get_close_matches(column, there, 1, 0.5)
    return (
        f"{name}: no column {column} ({' or '.join(dict.fromkeys(names))}); there are {listed(there)}. Is it another dataset, or has the "
        f"layout changed? Map it: --columns {column}={near[0] if near else 'NAME'}"
    )
