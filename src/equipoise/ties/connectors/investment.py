"""Money that stays: stocks of direct investment (UNCTAD) and aid (AidData). In: a table. Out: fdi_stock from origin to host, aid from
donor to recipient.

Neither source says that a pair without a row has nothing: hosts do not report, and donors did not in early years. Donors in brackets are
organisations; the European Communities among them, (EC), are EUR, the others are set aside.
"""

from __future__ import annotations

from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.table import EU_AS_ONE, Table, Value
from equipoise.words.event import Channel

FDI = Table(
    Dataset(
        name="unctad-fdi",
        title="Bilateral FDI Statistics",
        what="stock of direct investment from origin (state) in host (partner); negative where the origin's affiliates owe less "
        "than they lend",
        unit="USD",
        years="2001-2012",
        version="2014",
        publisher="UNCTAD",
        url="https://unctad.org/topic/investment/investment-statistics-and-trends",
        licence="terms of UNCTAD: free with attribution",
        citation="UNCTAD (2014). Bilateral FDI Statistics. Investment and Enterprise Division, Geneva.",
        bibtex=bibtex("misc", "unctad_fdi", author="{UNCTAD}", title="Bilateral FDI Statistics", year=2014),
        columns="origin_iso3, dest_iso3, year, value_musd",
    ),
    (Value("fdi_stock", ("value_musd", "stock_musd"), "USD", Channel.INVESTMENT, 1e6, low=None),),
    {"origin_iso3": "iso3", "origin": "name"}, {"dest_iso3": "iso3", "dest": "name"},
)  # fmt: skip

AID = Table(
    Dataset(
        name="aiddata",
        title="AidData Core Research Release: donor and recipient by year",
        what="aid committed from donor (state) to recipient (partner), loans and other flows included",
        unit="USD of 2009",
        years="1947-2012",
        version="2.0 and earlier",
        publisher="AidData, William & Mary",
        url="https://www.aiddata.org/data/aiddata-core-research-release-level-1-3-1",
        licence="ODC-BY, free with citation",
        citation="Tierney, Michael J., Daniel L. Nielson, Darren G. Hawkins, J. Timmons Roberts et al. (2011). More Dollars than "
        "Sense: Refining Our Knowledge of Development Finance Using AidData. World Development 39(11): 1891-1906.",
        bibtex=bibtex("article", "tierney2011", author="Tierney, Michael J. and Nielson, Daniel L. and Hawkins, Darren G. and "
                      "Roberts, J. Timmons and others",
                      title="More Dollars than Sense: Refining Our Knowledge of Development Finance Using AidData",
                      journal="World Development", volume=39, number=11, pages="1891--1906", year=2011),
        columns="donor, recipient (ISO3), year, amount_usd_constant",
    ),
    (Value("aid", ("amount_usd_constant", "commitment_amount_usd_constant_sum"), "USD of 2009", Channel.HUMANITARIAN),),
    {"donor": "iso3"}, {"recipient": "iso3"}, also=EU_AS_ONE | {"(EC)": "EUR"},
)  # fmt: skip
