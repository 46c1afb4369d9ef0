"""Alliances, shared organisations, capabilities: ATOP and the Correlates of War. In: dyad-years or state-years. Out: alliance_*,
shared_igos, cinc, milex, milper.

ATOP lists every alliance of the states in the COW list, so inside its years no row is no alliance. The file of shared organisations writes
its zeros, so no row is not known. Negative values (-9, -8) of COW are missing values, never amounts.
"""

from __future__ import annotations

from equipoise.ties.dataset import Dataset, bibtex
from equipoise.ties.table import Table, Value
from equipoise.words.event import Channel
from equipoise.words.tie import Absent

CCODE1, CCODE2 = {"ccode1": "cow", "stateA": "cow", "iso3_1": "iso3"}, {"ccode2": "cow", "stateB": "cow", "iso3_2": "iso3"}
MISSING = (-9.0, -8.0, -7.0)


def _alliance(name: str, *columns: str) -> Value:
    return Value(f"alliance_{name}", columns, "0 or 1", Channel.SECURITY, absent=Absent.ZERO, missing=MISSING, yes_no=True)


ATOP = Table(
    Dataset(
        name="atop",
        title="Alliance Treaty Obligations and Provisions",
        what="what two states have promised one another by treaty: defence, offence, neutrality, non-aggression, consultation",
        unit="0 or 1",
        years="1815-2018",
        version="5.1",
        publisher="ATOP Project, Rice University",
        url="http://www.atopdata.org",
        licence="free with citation",
        citation="Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell and Andrew G. Long (2002). Alliance Treaty "
        "Obligations and Provisions, 1815-1944. International Interactions 28: 237-260.",
        bibtex=bibtex("article", "leeds2002", author="Leeds, Brett Ashley and Ritter, Jeffrey M. and Mitchell, Sara McLaughlin and "
                      "Long, Andrew G.", title="Alliance Treaty Obligations and Provisions, 1815-1944",
                      journal="International Interactions", volume=28, number=3, pages="237--260", year=2002),
        columns="ccode1, ccode2 (COW), year, atop_defense, atop_offense, atop_neutral, atop_nonagg, atop_consul; directed",
    ),
    (
        _alliance("defence", "atop_defense", "defense"), _alliance("offence", "atop_offense", "offense"),
        _alliance("neutrality", "atop_neutral", "neutral"), _alliance("nonaggression", "atop_nonagg", "nonagg"),
        _alliance("consultation", "atop_consul", "consul"),
    ),
    CCODE1, CCODE2,
)  # fmt: skip

IGO = Table(
    Dataset(
        name="cow-igo",
        title="Correlates of War: Intergovernmental Organizations, dyads",
        what="how many intergovernmental organisations two states are both members of",
        unit="organisations",
        years="1816-2014",
        version="3.0",
        publisher="Correlates of War Project",
        url="https://correlatesofwar.org/data-sets/igos/",
        licence="free with citation",
        citation="Pevehouse, Jon C.W., Timothy Nordstrom, Roseanne W. McManus and Anne Spencer Jamison (2020). Tracking "
        "Organizations in the World: The Correlates of War IGO Version 3.0 datasets. Journal of Peace Research 57(3): 492-503.",
        bibtex=bibtex("article", "pevehouse2020", author="Pevehouse, Jon C. W. and Nordstrom, Timothy and McManus, Roseanne W. and "
                      "Jamison, Anne Spencer", title="Tracking Organizations in the World: The Correlates of War IGO Version 3.0 datasets",
                      journal="Journal of Peace Research", volume=57, number=3, pages="492--503", year=2020),
        columns="ccode1, ccode2 (COW), year, dyadigos",
    ),
    (Value("shared_igos", ("dyadigos",), "organisations", Channel.INSTITUTIONS, missing=MISSING),),
    CCODE1, CCODE2, undirected=True,
)  # fmt: skip

NMC = Table(
    Dataset(
        name="cow-nmc",
        title="Correlates of War: National Material Capabilities",
        what="a state's share of the world's capabilities (CINC), its military spending and personnel",
        unit="share; USD; persons",
        years="1816-2022",
        version="6.0",
        publisher="Correlates of War Project",
        url="https://correlatesofwar.org/data-sets/national-material-capabilities/",
        licence="free with citation",
        citation="Singer, J. David, Stuart Bremer and John Stuckey (1972). Capability Distribution, Uncertainty, and Major Power "
        "War, 1820-1965. In Bruce Russett (ed) Peace, War, and Numbers, Beverly Hills: Sage, 19-48.",
        bibtex=bibtex("incollection", "singer1972", author="Singer, J. David and Bremer, Stuart and Stuckey, John",
                      title="Capability Distribution, Uncertainty, and Major Power War, 1820-1965", booktitle="Peace, War, and Numbers",
                      editor="Russett, Bruce", publisher="Sage", pages="19--48", year=1972),
        columns="ccode (COW), year, cinc, milex (thousand USD), milper (thousand)",
    ),
    (
        Value("cinc", (), "share of the world", Channel.SECURITY, missing=MISSING),
        Value("milex", (), "USD", Channel.SECURITY, 1e3, missing=MISSING),
        Value("milper", (), "persons", Channel.SECURITY, 1e3, missing=MISSING),
    ),
    {"ccode": "cow"},
)  # fmt: skip
