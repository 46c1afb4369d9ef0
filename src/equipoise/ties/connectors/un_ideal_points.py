"""Ideal points of states in the UN General Assembly, as published. In: a row for each state and session. Out: ideal_point, with its 90 %
range.
"""

from __future__ import annotations

from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.table import Table, Value
from equipoise.words.event import Channel

UNIT = "standard deviations over all states and sessions"

CONNECTOR = Table(
    Dataset(
        name="un-ideal-points",
        title="Ideal points of states in the UN General Assembly",
        what="a state's place on the main dimension of votes, with the 5 % and 95 % quantiles of its posterior",
        unit=UNIT,
        years="1946-2023",
        version="June 2024",
        publisher="Michael Bailey, Anton Strezhnev and Erik Voeten, Harvard Dataverse",
        url="https://doi.org/10.7910/DVN/LEJUQZ",
        licence="CC0 1.0",
        citation="Bailey, Michael A., Anton Strezhnev and Erik Voeten (2017). Estimating Dynamic State Preferences from United "
        "Nations Voting Data. Journal of Conflict Resolution 61(2): 430-456.",
        bibtex=bibtex("article", "bailey2017", author="Bailey, Michael A. and Strezhnev, Anton and Voeten, Erik",
                      title="Estimating Dynamic State Preferences from United Nations Voting Data",
                      journal="Journal of Conflict Resolution", volume=61, number=2, pages="430--456", year=2017),
        columns="ccode (COW), session, IdealPointAll or IdealPoint, Q5, Q95",
    ),
    (
        Value("ideal_point", ("IdealPointAll", "IdealPoint", "IdealPointImportant"), UNIT, Channel.DIPLOMACY, low=None),
        Value("ideal_point_low", ("Q5All", "Q5", "Q5Important", "Q5%All"), UNIT, Channel.DIPLOMACY, low=None),
        Value("ideal_point_high", ("Q95All", "Q95", "Q95Important", "Q95%All"), UNIT, Channel.DIPLOMACY, low=None),
    ),
    {"ccode": "cow", "iso3c": "iso3"}, year=("session",), year_offset=1945,
)  # fmt: skip
