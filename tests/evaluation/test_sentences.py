"""The development sentences: format, codes and modes, how many there are of what, and that none is taken from the gold."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).resolve().parents[2] / "evaluation"
SHARED = HERE.parents[1] / "shared"


def listed(words: str) -> list[str]:
    return words.split()


MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons "
    "crowd-control unconventional",
}
BODIES = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "WST", "CAS", "INT", "UNK"}
STATES = set(
    listed("""
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN CHE CHL CHN
    CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FRA FRO FSM GAB GBR GEO GHA
    GIN GMB GNB GNQ GRC GRD GTM GUY HKG HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KOS KWT
    LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC
    NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY PSE QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP
    SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR URY USA UZB VAT VCT VEN VNM VUT WSM YEM ZAF
    ZMB ZWE
    """)
)
SECTORS = set(listed("COP GOV JUD LEG MIL PRM PTY REB SPY UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"))
MODALITIES = {"occurred", "ongoing", "planned", "hypothetical", "negated"}
PHENOMENA = listed("""
    active passive agentless_passive nominal_event light_verb infinitive_chain relative_clause coordinated_verbs headline reversal_word
    refusal negation denial request demand conditional_threat hypothetical future mediation host_visit visit reciprocal_talks
    compound_actor compound_recipient attribution quoted_person unnamed_source question historical intention metonym demonym_role
    domestic organisation group person_name leader_by_date pronoun definite_description unknown_person_with_title apposition participle
    long_sentence inverted_order failed_attempt ongoing
    """)
FIELDS = {"id", "phenomenon", "text", "pub_date", "expected", "split"}
EVENT_FIELDS = {"event", "actors", "recipients", "modality", "mode", "date", "attributed_to", "words", "sectors"}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def sentences() -> list[dict[str, Any]]:
    return rows(HERE / "sentences.jsonl")


@pytest.fixture(scope="module")
def make_plover() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_plover", HERE / "make_plover.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def events(sentences: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for s in sentences:
        for e in s["expected"]:
            yield s, e


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_every_record_has_the_fields_of_the_format(sentences: list[dict[str, Any]]) -> None:
    for s in sentences:
        assert set(s) == FIELDS, s["id"]
        assert datetime.date(2010, 1, 1) <= datetime.date.fromisoformat(s["pub_date"]) <= datetime.date(2026, 12, 31)
        assert s["text"] == " ".join(s["text"].split())
        assert s["phenomenon"] in PHENOMENA or (s["phenomenon"].startswith("no_event_") and not s["expected"]), s["id"]


def test_codes_types_modes_and_modalities_are_known(sentences: list[dict[str, Any]]) -> None:
    for s, e in events(sentences):
        assert set(e) <= EVENT_FIELDS, s["id"]
        assert e["event"], s["id"]
        assert set(e["event"]) <= set(MODES), s["id"]
        assert e["actors"] or e["recipients"], s["id"]
        for side in (e["actors"], e["recipients"]):
            assert len(side) == len(set(side)), s["id"]
            assert set(side) <= STATES | BODIES, s["id"]
        assert set(as_list(e["modality"])) <= MODALITIES, s["id"]
        assert "mode" not in e or e["mode"] in MODES[e["event"][0]].split(), s["id"]
        assert e.get("attributed_to", "UNO") in STATES | BODIES, s["id"]
        for day in e.get("date", "2000").split("/"):
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day), s["id"]


def test_words_stand_in_the_text_and_sectors_are_known(sentences: list[dict[str, Any]]) -> None:
    for s, e in events(sentences):
        sides = {*e["actors"], *e["recipients"]}
        for code, words in e.get("words", {}).items():
            assert code in sides, s["id"]
            assert all(w is None or re.search(rf"(?<!\w){re.escape(w)}(?!\w)", s["text"]) for w in as_list(words)), (s["id"], words)
        for code, sector in e.get("sectors", {}).items():
            assert code in sides, s["id"]
            assert set(as_list(sector)) <= SECTORS | {None}, s["id"]


def test_an_event_that_happened_is_not_dated_after_its_report(sentences: list[dict[str, Any]]) -> None:
    for s, e in events(sentences):
        if "date" in e and e["modality"] in ("occurred", "ongoing", "negated"):
            assert e["date"][:10] <= s["pub_date"], s["id"]


def test_no_id_and_no_text_stands_twice(sentences: list[dict[str, Any]]) -> None:
    assert len({s["id"] for s in sentences}) == len(sentences)
    assert len({re.sub(r"\W+", " ", s["text"]).casefold() for s in sentences}) == len(sentences)


def test_the_split_follows_from_the_id(sentences: list[dict[str, Any]]) -> None:
    for s in sentences:
        third = int(hashlib.sha256(s["id"].encode()).hexdigest(), 16) % 3 == 0
        assert s["split"] == ("held" if third else "dev"), s["id"]


def test_there_is_enough_of_everything(sentences: list[dict[str, Any]]) -> None:
    assert len(sentences) >= 460
    assert 0.28 <= sum(not s["expected"] for s in sentences) / len(sentences) <= 0.38
    assert 18 <= statistics.median(len(s["text"].split()) for s in sentences) <= 22
    assert len({c for _, e in events(sentences) for c in (*e["actors"], *e["recipients"])} & STATES) >= 70
    types = Counter(t for s in sentences for t in {e["event"][0] for e in s["expected"]})
    assert min(types[t] for t in MODES) >= 14, types
    coded = {(e["event"][0], e["mode"]) for _, e in events(sentences) if "mode" in e}
    assert {(t, m) for t, modes in MODES.items() for m in modes.split()} == coded
    phenomena = Counter(s["phenomenon"] for s in sentences)
    assert min(phenomena[p] for p in PHENOMENA) >= 8, phenomena


def test_phenomena_are_what_they_say(sentences: list[dict[str, Any]]) -> None:
    for s in sentences:
        modalities = {m for e in s["expected"] for m in as_list(e["modality"])}
        match s["phenomenon"]:
            case "long_sentence":
                assert len(s["text"].split()) >= 35, s["id"]
            case "negation" | "denial":
                assert modalities == {"negated"}, s["id"]
            case "hypothetical":
                assert modalities == {"hypothetical"}, s["id"]
            case "ongoing":
                assert modalities == {"ongoing"}, s["id"]
            case "agentless_passive":
                assert not any(e["actors"] for e in s["expected"]), s["id"]
            case "coordinated_verbs":
                assert s["expected"], s["id"]
            case "question":
                assert s["text"].endswith("?"), s["id"]
            case "compound_actor":
                assert len(s["expected"][0]["actors"]) > 1, s["id"]
            case "compound_recipient":
                assert len(s["expected"][0]["recipients"]) > 1, s["id"]


def test_the_plover_file_is_what_the_script_makes(sentences: list[dict[str, Any]], make_plover: ModuleType) -> None:
    made = [p for p in map(make_plover.plover, sentences) if p]
    assert made == rows(HERE / "sentences_plover.jsonl"), "run: python evaluation/make_plover.py"
    for p in made:
        for person in (*p["actors"], *p["recipients"]):
            assert person["span"] is None or p["text"][slice(*person["span"])] == person["text"], p["id"]


def test_one_event_that_happened_becomes_a_plover_record(make_plover: ModuleType) -> None:
    event = {
        "event": ["AID", "AGREE"],
        "actors": ["EUR"],
        "recipients": ["GEO"],
        "modality": "occurred",
        "words": {"EUR": "EU", "GEO": "Georgia"},
    }
    record = {"id": "x", "text": "Georgia got EU money.", "pub_date": "2020-01-01", "expected": [event], "split": "dev"}
    made = make_plover.plover(record)
    assert (made["event"], made["also_accepted"], made["reciprocal"]) == ("AID", ["AGREE"], False)
    assert made["actors"] == [{"text": "EU", "code": "IGO", "sector": None, "span": [12, 14]}]
    assert make_plover.plover({**record, "expected": []}) is None
    assert make_plover.plover({**record, "expected": [event, event]}) is None
    assert make_plover.plover({**record, "expected": [{**event, "modality": "negated"}]}) is None


def test_the_readme_counts_what_is_there(sentences: list[dict[str, Any]]) -> None:
    page = (HERE / "README.md").read_text(encoding="utf-8")
    assert f"holds {len(sentences)} sentences" in page
    types = Counter((t, s["split"]) for s in sentences for t in {e["event"][0] for e in s["expected"]})
    plover = Counter(p["event"] for p in rows(HERE / "sentences_plover.jsonl"))
    for t in MODES:
        dev, held = types[t, "dev"], types[t, "held"]
        assert f"| {t} | {dev + held} | {dev} | {held} | {plover[t]} |" in page
    phenomena = Counter(s["phenomenon"].removeprefix("no_event_") for s in sentences)
    held = Counter(s["phenomenon"].removeprefix("no_event_") for s in sentences if s["split"] == "held")
    flat = " ".join(page.split())
    for name, n in phenomena.items():
        assert f"{name} {n} ({held[name]})" in flat


def test_no_sentence_of_the_gold_stands_in_the_set(sentences: list[dict[str, Any]]) -> None:
    if not (SHARED / "gold").is_dir():
        pytest.skip("../shared/gold is not there")

    def shingles(text: str) -> set[str]:
        words = re.findall(r"\w+", text.casefold())
        return {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}

    texts = [r["text"] for name in ("plover_dev", "tricky_dev") for r in rows(SHARED / "gold" / f"{name}.jsonl")]
    texts += [p.read_text(encoding="utf-8") for p in sorted((SHARED / "gold/seeds/articles").glob("*.txt"))]
    whole = {re.sub(r"\W+", " ", t).strip().casefold() for t in texts}
    taken = set().union(*map(shingles, texts))
    for s in sentences:
        assert re.sub(r"\W+", " ", s["text"]).strip().casefold() not in whole, s["id"]
        assert not shingles(s["text"]) & taken, s["id"]
