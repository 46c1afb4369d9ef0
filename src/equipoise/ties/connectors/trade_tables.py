"""Trade that comes as one plain table: MIT/OEC, UNCTAD, penppml, COW monadic trade, input-output tables. In: a file. Out: exports, imports.

None of them says that a pair without a row has no trade (reporters are missing), so absent is not known, never zero.
"""

from __future__ import annotations

from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.table import EU_AS_ONE, Table, Value
from equipoise.words.event import Channel

EXPORTER = {"exp": "iso3", "exporter": "iso3", "iso_o": "iso3", "origin": "iso3"}
IMPORTER = {"imp": "iso3", "importer": "iso3", "iso_d": "iso3", "dest": "iso3", "destination": "iso3"}
UNITS = {"USD": 1.0, "kUSD": 1e3, "mUSD": 1e6}


def _exports(*names: str, scale: float = 1.0) -> Value:
    return Value("exports", names, "USD", Channel.TRADE, scale)


MIT_WTF = Table(
    Dataset(
        name="mit-wtf",
        title="World Trade Flows, bilateral totals of the Observatory of Economic Complexity",
        what="exports from state to partner, by the importer's account",
        unit="USD",
        years="1962-2014",
        version="SITC2, Feenstra and Comtrade",
        publisher="MIT Media Lab, Observatory of Economic Complexity",
        url="https://oec.world/en/resources/bulk-download/international",
        licence="as stated by the Observatory: free with citation",
        citation="Simoes, A. and C. Hidalgo (2011). The Economic Complexity Observatory. Workshops at the 25th AAAI Conference; "
        "after Feenstra, R. et al. (2005). World Trade Flows: 1962-2000. NBER Working Paper 11040.",
        bibtex=bibtex("techreport", "feenstra2005", author="Feenstra, Robert C. and Lipsey, Robert E. and Deng, Haiyan and others",
                      title="World Trade Flows: 1962-2000", institution="NBER", number=11040, year=2005),
        columns="exp, imp (ISO3), year, value_usd",
    ),
    (_exports("value_usd"),), EXPORTER, IMPORTER, units=UNITS,
)  # fmt: skip

UNCTAD_SITC = Table(
    Dataset(
        name="unctad-sitc",
        title="Merchandise trade matrix by SITC section",
        what="exports from state to partner, all goods and by SITC section (item 0-9)",
        unit="USD",
        years="1995-2015",
        version="as the file has it",
        publisher="UNCTAD",
        url="https://unctadstat.unctad.org/datacentre/",
        licence="terms of UNCTADstat: free with attribution",
        citation="UNCTAD. UNCTADstat: Merchandise trade matrix, in thousands United States dollars.",
        bibtex=bibtex("misc", "unctad_matrix", author="{UNCTAD}", title="UNCTADstat: Merchandise trade matrix"),
        columns="exp, imp (ISO3), year, sitc1 (0-9, total), value_kusd",
    ),
    (_exports("value_kusd", scale=1e3),), EXPORTER, IMPORTER, item=("sitc1", "item", "sector"), whole_items=("total", "TOTAL"),
)  # fmt: skip

TRADE_AGREEMENTS = Table(
    Dataset(
        name="trade-agreements",
        title="Bilateral exports and trade agreements of the package penppml",
        what="exports, and whether a trade agreement is in force between two states",
        unit="USD; 0 or 1",
        years="1964-2016, every fourth",
        version="penppml",
        publisher="Breinlich, Corradi, Rocha, Ruta, Santos Silva and Zylkin; World Bank",
        url="https://github.com/tomzylkin/penppml",
        licence="MIT (package); World Bank and WITS/Comtrade: cite",
        citation="Breinlich, H., V. Corradi, N. Rocha, M. Ruta, J.M.C. Santos Silva and T. Zylkin (2021). Machine Learning in "
        "International Trade Research: Evaluating the Impact of Trade Agreements. World Bank Policy Research Working Paper 9629.",
        bibtex=bibtex("techreport", "penppml2021", author="Breinlich, Holger and Corradi, Valentina and Rocha, Nadia and Ruta, Michele and "
                      "Santos Silva, J. M. C. and Zylkin, Thomas", title="Machine Learning in International Trade Research",
                      institution="World Bank", number=9629, year=2021),
        columns="exp, imp (ISO3), year, value_usd, agreement_id (0: none)",
    ),
    (
        _exports("value_usd", "export"),
        Value("trade_agreement", ("agreement_id", "id"), "0 or 1", Channel.TRADE, yes_no=True),
    ),
    EXPORTER, IMPORTER,
)  # fmt: skip

COW_TRADE = Table(
    Dataset(
        name="cow-trade",
        title="Correlates of War: National Trade",
        what="exports and imports of a state, with all partners together",
        unit="USD",
        years="1870-2014",
        version="4.0",
        publisher="Correlates of War Project",
        url="https://correlatesofwar.org/data-sets/bilateral-trade/",
        licence="free with citation",
        citation="Barbieri, Katherine and Omar M. G. Omar Keshk (2016). Correlates of War Project Trade Data Set Codebook, Version 4.0.",
        bibtex=bibtex("misc", "cow_trade", author="Barbieri, Katherine and Keshk, Omar M. G.",
                      title="Correlates of War Project Trade Data Set, Version 4.0", year=2016),
        columns="ccode (COW), year, exports, imports (million USD; -9 is missing)",
    ),
    (
        Value("total_exports", ("exports",), "USD", Channel.TRADE, 1e6, missing=(-9.0,)),
        Value("total_imports", ("imports",), "USD", Channel.TRADE, 1e6, missing=(-9.0,)),
    ),
    {"ccode": "cow"},
)  # fmt: skip

INPUT_OUTPUT = Table(
    Dataset(
        name="input-output",
        title="World input-output table: bilateral flows by sector",
        what="exports from state to partner, all goods and services and by sector of origin (item)",
        unit="USD",
        years="2011",
        version="WIOD 2013 release",
        publisher="World Input-Output Database, Groningen",
        url="https://www.rug.nl/ggdc/valuechain/wiod/wiod-2013-release",
        licence="CC BY 4.0",
        citation="Timmer, M., E. Dietzenbacher, B. Los, R. Stehrer and G. de Vries (2015). An Illustrated User Guide to the World "
        "Input-Output Database: the Case of Global Automotive Production. Review of International Economics 23: 575-605.",
        bibtex=bibtex("article", "timmer2015", author="Timmer, Marcel P. and Dietzenbacher, Erik and Los, Bart and Stehrer, Robert and "
                      "de Vries, Gaaitzen J.", title="An Illustrated User Guide to the World Input-Output Database",
                      journal="Review of International Economics", volume=23, pages="575--605", year=2015),
        columns="origin, dest (ISO3), sector, value_musd; year, or the year in the file's name",
    ),
    (_exports("value_musd", "value", scale=1e6),), EXPORTER, IMPORTER, item=("sector", "item"), sum_items=True, snapshot=True,
    also=EU_AS_ONE,
)  # fmt: skip
