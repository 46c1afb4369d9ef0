"""A brief as Markdown, JSON, PDF and calendar, and where it is written."""

import json
import re
import zlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from equipoise.show.brief import Brief, make_brief
from equipoise.show.earlier import read_earlier
from equipoise.show.markdown import brief_markdown, escape
from equipoise.show.record import brief_record, brief_text
from equipoise.show.save import save_brief, write_whole
from equipoise.words.errors import InputError

from . import made
from .test_brief import section, words


def test_markdown_shows_hostile_words_as_words(brief: Brief) -> None:
    text = brief_markdown(brief)
    assert "\\<script\\>" in text
    assert "\u202e" not in text
    assert "| Russia | [\\[5 events\\]](#basis-RUS) |" in text


def test_markdown_of_one_line_cannot_begin_a_list_or_end_a_cell() -> None:
    assert escape("1. first | second") == "1\\. first \\| second"
    assert escape("4.90") == "4.90"


def test_the_record_follows_the_exchange_format(brief: Brief) -> None:
    b = brief_record(brief)
    assert {
        "equipoise",
        "target",
        "period",
        "articles",
        "powers",
        "balance",
        "events",
        "disputes",
        "claims",
        "upcoming",
        "evidence",
    } <= set(b)
    assert b["articles"] == {"given": 14, "read": 12, "independent": 10}
    assert {"RUS", "CHN", "USA", "EUR", "TUR"} <= {p["code"] for p in b["powers"]}
    events = {e["id"] for e in b["events"]}
    for p in b["powers"]:
        assert set(p["events"]) <= events
        assert p["engagement"]["low"] <= p["engagement"]["value"] <= p["engagement"]["high"]


def test_every_id_of_the_record_has_evidence_that_is_a_slice_of_its_article(brief: Brief) -> None:
    b = brief_record(brief)
    named = [m for e in b["events"] for m in e["mentions"]] + [c["id"] for c in b["claims"]]
    named += [i for d in b["disputes"] for v in d["versions"] for i in (*v.get("mentions", ()), *v.get("claims", ()))]
    assert named
    assert set(named) <= set(b["evidence"])
    texts = {a.id: a.text for a in brief.facts.input.articles}
    assert all(texts[e["article"]][e["start"] : e["end"]] == e["quote"] for e in b["evidence"].values())


def test_nothing_planned_stands_under_a_power(brief: Brief) -> None:
    b = brief_record(brief)
    done = {e["id"] for e in b["events"] if e["modality"] in ("occurred", "ongoing")}
    assert all(set(p["events"]) <= done for p in b["powers"])
    assert {u["kind"] for u in b["upcoming"]} == {"planned", "possible"}


def test_the_record_is_json_that_comes_back_the_same(brief: Brief) -> None:
    assert json.loads(brief_text(brief)) == json.loads(json.dumps(brief_record(brief)))


def test_a_brief_compares_with_an_earlier_one(tmp_path: Path) -> None:
    november = make_brief(made.project(date(2023, 11, 1), date(2023, 11, 30)))
    old = save_brief(november, tmp_path / "old.json")
    assert read_earlier(old).until == date(2023, 11, 30)
    from dataclasses import replace

    given = made.project(date(2023, 12, 1), date(2023, 12, 31))
    now = make_brief(replace(given, compare=old))
    said = words(section(now, "changes"))
    assert section(now, "changes").lead == "Against the earlier brief, which covered November 2023."
    assert "Share of dealings, United States" in said
    assert "The European Union imposed sanctions" in said  # an event the earlier brief did not have
    with pytest.raises(InputError, match="this one is on UZB"):
        make_brief(replace(given, compare=old, target="UZB"))


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"period": 3}', "\x00\x01"])
def test_an_earlier_brief_that_is_none_is_refused_in_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "b.json").write_text(content)
    with pytest.raises(InputError, match="no brief that Equipoise wrote"):
        read_earlier(tmp_path / "b.json")


def test_the_calendar_holds_what_is_planned_with_a_date_and_reads_no_clock(brief: Brief, tmp_path: Path) -> None:
    from icalendar import Calendar

    data = save_brief(brief, tmp_path / "b.ics").read_bytes()
    entries = Calendar.from_ical(data).walk("VEVENT")
    starts = {e.decoded("dtstart"): e for e in entries}
    envoy = starts[date(2024, 1, 1)]
    assert envoy.decoded("dtend") == date(2024, 1, 31) + timedelta(days=1)
    assert str(envoy["summary"]) == "The European Union to visit Kazakhstan in Astana (planned)"
    assert date(2024, 3, 1) not in starts  # a spring is no date
    assert b"DTSTAMP:20231228T000000Z" in data
    assert save_brief(brief, tmp_path / "c.ics").read_bytes() == data


def test_a_pdf_is_written_and_tagged(december: Brief, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    data = save_brief(december, tmp_path / "b.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, flags=re.S)
    whole = b"".join(zlib.decompressobj().decompress(s) for s in streams if s[:1] == b"x") + data
    assert b"/MarkInfo" in whole
    assert b"/Lang" in whole


def test_another_ending_is_refused_with_the_endings_there_are(brief: Brief, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.html.*\.ics"):
        save_brief(brief, tmp_path / "b.docx")


def test_a_place_that_cannot_be_written_is_named_and_nothing_half_written_stays(brief: Brief, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        save_brief(brief, tmp_path / "nowhere" / "b.md")
    assert list(tmp_path.iterdir()) == []


def test_a_link_left_where_a_file_is_prepared_leads_no_bytes_elsewhere(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine")
    (tmp_path / ".b.html.part").symlink_to(other)
    write_whole(tmp_path / "b.html", b"the brief")
    assert (other.read_text(), (tmp_path / "b.html").read_bytes()) == ("mine", b"the brief")
    assert not (tmp_path / ".b.html.part").exists()
