"""The coded articles: the records are what the codings give, the offsets hold, and the scorers take the folder as it lies."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "evaluation" / "articles"
SHARED = ROOT.parent / "shared"
FILES = ("documents", "sentences", "events", "claims", "pairs")


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_articles", ROOT / "evaluation" / "make_articles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "make_articles", module)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def text_of(doc: str) -> str:
    return (FOLDER / "articles" / f"{doc}.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_the_records_are_what_the_codings_give(maker: ModuleType, name: str) -> None:
    assert maker.rendered(maker.build()[name]) == (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")


def test_every_span_holds_its_words() -> None:
    for row in rows("events"):
        text = text_of(row["doc"])
        assert text[row["anchor_start"] : row["anchor_end"]] == row["anchor"]
        assert row["char_start"] <= row["anchor_start"] < row["anchor_end"] <= row["char_end"]
        assert all(p["text"] is None or p["text"] in row["sentence"] for p in row["actor"] + row["recipient"])
    for row in rows("events") + rows("claims") + rows("sentences"):
        assert text_of(row["doc"])[row["char_start"] : row["char_end"]] == row["sentence"]
    for document in rows("documents"):
        for span in document["boilerplate"] + document["date_strings"] + document["residue"]:
            assert text_of(document["doc"])[span["char_start"] : span["char_end"]] == span["text"]


def test_the_sentences_hold_every_word_of_the_text_once() -> None:
    for document in rows("documents"):
        text, covered = text_of(document["doc"]), []
        for s in rows("sentences"):
            if s["doc"] == document["doc"]:
                covered += range(s["char_start"], s["char_end"])
        assert len(set(covered)) == len(covered)
        assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))


def test_reciprocal_events_have_all_sides_as_actors_and_others_a_recipient_where_the_type_needs_one() -> None:
    for row in rows("events"):
        if row["event_type"] in ("COOPERATE", "AID", "SANCTION"):
            assert row["recipient"] or len(row["actor"]) > 1, row["event_id"]
        assert row["event_type"] == "NONE" or row["actor"], row["event_id"]


def test_a_document_has_a_handful_of_core_events_and_a_copy_none() -> None:
    events = rows("events")
    for document in rows("documents"):
        core = sum(e["doc"] == document["doc"] and e["scoring"] == "core" for e in events)
        assert core == 0 if document["derivation"]["status"] == "copy" else 8 <= core <= 20, document["doc"]


def test_the_split_is_stable() -> None:
    split = {d["doc"]: d["split"] for d in rows("documents")}
    assert [d for d in split if split[d] == "held"] == ["a07", "a09", "a13", "a16", "a17", "a18", "a20"]
    digest = {d: hashlib.sha256(d.encode()).hexdigest() for d in split}
    assert max(digest[d] for d in split if split[d] == "held") < min(digest[d] for d in split if split[d] == "dev")


def test_no_story_is_on_both_sides_of_the_split() -> None:
    split = {d["doc"]: d["split"] for d in rows("documents")}
    assert all(split[p["doc_a"]] == split[p["doc_b"]] for p in rows("pairs") if p["derivation"] != "independent")


def test_all_pairs_are_there_and_three_belong_together() -> None:
    pairs = {(p["doc_a"], p["doc_b"]): p["derivation"] for p in rows("pairs")}
    assert list(pairs) == list(combinations([d["doc"] for d in rows("documents")], 2))
    together = {k: v for k, v in pairs.items() if v != "independent"}
    assert together == {("a05", "a06"): "rewrite", ("a11", "a12"): "copy", ("a16", "a17"): "common_source"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"a": "no such words"}, "not in the text"),
        ({"a": "Oslo met Rome. They"}, "crosses a sentence's end"),
        ({"act": "Paris=FRA"}, "does not stand in its sentence"),
        ({"act": "Oslo=NOW"}, "actor code 'NOW'"),
        ({"t": "MEET"}, "event type 'MEET'"),
        ({"t": "CONSULT/expel"}, "CONSULT has no mode"),
        ({"t": "AID"}, "AID needs a recipient"),
        ({"ch": "friendship"}, "channel 'friendship'"),
        ({"mod": "perhaps"}, "modality 'perhaps'"),
        ({"w": "2024-02-02..2024-02-01 explicit"}, "runs backwards"),
        ({"inf": "NOR"}, "influence without a sign"),
        ({"actor": "Oslo=NOR"}, "unknown key"),
    ],
)
def test_a_coding_that_does_not_fit_is_refused(maker: ModuleType, change: dict[str, str], message: str) -> None:
    text = "Oslo met Rome. They talked."
    segments = maker.sentences("x", text, {}, [])
    published = {"earliest": "2024-01-01", "latest": "2024-01-02"}
    coded = {"a": "Oslo met Rome", "act": "Oslo=NOR", "t": "CONSULT", "w": "frame30", "ch": "diplomacy"}
    assert maker.event(coded, text, segments, published)["date"]["earliest"] == "2023-12-02"
    with pytest.raises(maker.CodingError, match=message):
        maker.event({**coded, **change}, text, segments, published)


def need_shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


def test_no_sentence_of_the_seed_gold_stands_in_the_articles() -> None:
    path = need_shared("gold", "seeds", "sentences.jsonl")
    seeds = [json.loads(line)["sentence"] for line in path.read_text(encoding="utf-8").splitlines()]
    for article in need_shared("gold", "seeds", "articles").glob("*.txt"):
        seeds += article.read_text(encoding="utf-8").splitlines()
    long = [s.strip() for s in seeds if len(s.split()) > 4]
    texts = [text_of(d["doc"]) for d in rows("documents")]
    assert long
    assert [s for s in long for text in texts if s in text] == []


def write(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")


def read_without_a_fault(folder: Path) -> None:
    """What a reader would write that codes just as the gold does."""
    spans = {d["doc"]: [{"start": b["char_start"], "end": b["char_end"]} for b in d["boilerplate"]] for d in rows("documents")}
    articles = [
        {"id": d["doc"], "source": d["file"], "published": {"value": d["pub_date"]["best"]}, "boilerplate": spans[d["doc"]]}
        for d in rows("documents")
    ]
    mentions = [
        {
            "id": e["event_id"],
            "article": e["doc"],
            "trigger": {"start": e["anchor_start"], "end": e["anchor_end"]},
            "sentence": {"start": e["char_start"], "end": e["char_end"]},
            "event": e["event_type"],
            "mode": e["mode"],
            "actors": e["actor"],
            "recipients": e["recipient"],
            "date": {"value": None, **{k: e["date"][k] or "2026-12-31" for k in ("earliest", "latest")}},
            "modality": e["modality"],
            "attribution": e["attribution"],
            "channel": e["channel"],
            "standing": e["influence"],
        }
        for e in rows("events")
        if e["scoring"] == "core"
    ]
    kinds = {"rewrite": "rewrite", "common_source": "rewrite", "copy": "copy"}
    pairs = [p for p in rows("pairs") if p["derivation"] in kinds]
    write(folder / "articles.jsonl", articles)
    write(folder / "mentions.jsonl", mentions)
    write(folder / "copies.jsonl", [{"a": p["doc_a"], "b": p["doc_b"], "kind": kinds[p["derivation"]]} for p in pairs])


def scored(script: str, *arguments: str) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, str(need_shared("checks", script)), *arguments, "--json"], capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_the_scorers_take_the_folder_and_find_no_fault_in_the_gold_itself(tmp_path: Path) -> None:
    need_shared("checks")
    read_without_a_fault(tmp_path)
    events = scored("score_seeds.py", str(FOLDER), str(tmp_path))
    assert events["core"] == sum(e["scoring"] == "core" for e in rows("events"))
    perfect = ("core_recall", "precision", "type_accuracy", "mode_accuracy", "date_accuracy", "modality_accuracy")
    perfect += ("attribution_accuracy", "channel_accuracy", "influence_sign_accuracy")
    assert {k: events[k] for k in perfect} == dict.fromkeys(perfect, 1.0)
    assert events["actor_codes"]["f1"] == events["recipient_codes"]["f1"] == events["boilerplate"]["f1"] == 1.0
    assert events["documents"]["date_in_strict_range"] == 20
    assert scored("score_copies.py", str(FOLDER / "pairs.jsonl"), str(tmp_path))["exact"]
