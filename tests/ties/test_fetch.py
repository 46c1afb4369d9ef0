"""Fetching, against a server of our own that plays the layouts recorded in November 2026, and the ways in which servers fail."""

from __future__ import annotations

import base64
import gzip
import json
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from equipoise.errors import FetchFailed, InputError
from equipoise.project import open_project
from equipoise.ties.fetch import FETCHED, Wanted, fetch
from equipoise.ties.fetch.download import TRIES, Downloader, Request

Answer = tuple[int, dict[str, str], bytes]
TODAY = date(2026, 11, 22)
GDP = "/country/all/indicator/NY.GDP.MKTP.CD"


@dataclass
class Played:
    """A server on the loopback: ``answers`` maps a path to a function from the query and headers to an answer."""

    answers: dict[str, Callable[[dict[str, list[str]], dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def server() -> Iterator[Played]:
    yield from playing()


def playing() -> Iterator[Played]:
    played = Played()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query, headers = parse_qs(parts.query), {k.lower(): v for k, v in self.headers.items()}
            self.rfile.read(int(headers.get("content-length", 0)))
            played.asked.append((parts.path, query, headers))
            status, said, body = played.answers.get(parts.path, lambda *_: (404, {}, b""))(query, headers)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **said}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    played.address = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield played
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def downloader(tmp_path: Path, slept: list[float]) -> Downloader:
    return Downloader(tmp_path / "answers", wait=0, sleep=slept.append, today=lambda: TODAY, timeout=5)


def answer(body: bytes | str, status: int = 200, **headers: str) -> Callable[..., Answer]:
    return lambda *_: (status, headers, body.encode() if isinstance(body, str) else body)


def in_turn(*answers: Callable[..., Answer]) -> Callable[..., Answer]:
    left = list(answers)
    return lambda query, headers: (left.pop(0) if len(left) > 1 else left[0])(query, headers)


# --- the layouts ------------------------------------------------------------------------------------------------------------------------


def world_bank(query: dict[str, list[str]], _: object) -> Answer:
    page = int(query["page"][0])
    rows = [
        {"countryiso3code": c, "date": str(y), "value": v, "indicator": {"id": "NY.GDP.MKTP.CD"}}
        for c, y, v in ([("KAZ", 2022, 225.5e9), ("NAM", 2022, None)] if page == 1 else [("RUS", 2022, 2.27e12), ("", 2022, 1.0)])
    ]
    return 200, {}, json.dumps([{"page": page, "pages": 2, "per_page": "2", "total": 4}, rows]).encode()


def test_the_world_bank_is_read_page_by_page_and_loaded(server: Played, tmp_path: Path) -> None:
    server.answers["/country/all/indicator/NY.GDP.MKTP.CD"] = world_bank
    with open_project() as project:
        source, notes = project.ties.fetch("wdi-gdp", years=(2022, 2022), cache=tmp_path, endpoint=server.address)
        assert {(t["state"], t["value"]) for t in project.ties.table("wdi-gdp").to_pylist()} >= {("KAZ", 225.5e9), ("RUS", 2.27e12)}
    assert source.retrieved is not None
    assert source.version == f"fetched {source.retrieved}"
    assert notes == ("1 rows of groups without a code were left out",)
    assert [q["page"] for _, q, _ in server.asked] == [["1"], ["2"]]
    assert server.asked[0][1]["date"] == ["2022:2022"]


def test_the_newest_file_of_votes_is_taken(server: Played, downloader: Downloader, tmp_path: Path) -> None:
    page = "/record/4060887/files/2025_9_19_ga_voting.csv https://evil.example/2027_1_1_votes.csv 2026_02_06_ga_voting.csv"
    ballots = (f"1,{state},{state},{vote},2025-12-05,80,A/RES/80/1,T\n" for state, vote in (("KAZ", "Y"), ("USA", "N")))
    votes = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,title\n" + "".join(ballots)
    server.answers["/record/4060887"] = answer(page)
    server.answers["/record/4060887/files/2026_02_06_ga_voting.csv"] = answer(votes)
    found = fetch(Wanted("un-votes"), downloader, tmp_path, server.address)
    assert found.path.read_text() == votes
    assert found.notes == ("release 2026_02_06_ga_voting.csv",)
    with open_project() as project:
        assert project.ties.load("un-votes", found.path).kept == 2


def comtrade(query: dict[str, list[str]], _: object) -> Answer:
    rows = [
        {"reporterISO": "KAZ", "partnerISO": p, "period": y, "flowCode": query["flowCode"][0], "cmdCode": "TOTAL", "primaryValue": 100.0}
        for y in query["period"][0].split(",") for p in ("RUS", "CHN", "W00")
    ]  # fmt: skip
    return 200, {}, json.dumps({"count": len(rows), "data": rows}).encode()


@pytest.mark.parametrize("key", ["", "s3cret-key"])
def test_comtrade_is_asked_by_reporter_with_the_key_of_the_environment(
    server: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("COMTRADE_API_KEY", key)
    server.answers["/files/v1/app/reference/Reporters.json"] = answer(
        json.dumps({"results": [{"reporterCode": 398, "reporterCodeIsoAlpha3": "KAZ"}]})
    )
    server.answers["/public/v1/preview/C/A/HS"] = server.answers["/data/v1/get/C/A/HS"] = comtrade
    with open_project() as project:
        project.ties.fetch("comtrade", ["KAZ"], (2021, 2022), cache=tmp_path, endpoint=server.address)
        rows = project.ties.table("comtrade").to_pylist()
    assert {(r["variable"], r["partner"], r["year"]) for r in rows} == {
        (v, p, y) for v in ("exports", "imports") for p in ("RUS", "CHN") for y in (2021, 2022)
    }
    sent = {h.get("ocp-apim-subscription-key") for path, _, h in server.asked if path.endswith("/HS")}
    assert sent == {key or None}
    assert not any(key and key.encode() in f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())


def test_a_preview_that_may_be_cut_is_said(server: Played, downloader: Downloader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)
    row = {"reporterISO": "KAZ", "partnerISO": "RUS", "period": "2022", "flowCode": "X", "cmdCode": "TOTAL", "primaryValue": 1}
    server.answers["/files/v1/app/reference/Reporters.json"] = answer(
        json.dumps({"results": [{"reporterCode": 398, "reporterCodeIsoAlpha3": "KAZ"}]})
    )
    server.answers["/public/v1/preview/C/A/HS"] = answer(json.dumps({"data": [row] * 500}))
    found = fetch(Wanted("comtrade", ["KAZ"], (2022, 2022)), downloader, tmp_path, server.address)
    assert any("COMTRADE_API_KEY" in n for n in found.notes)


IMF = "COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\nKAZ,XG_FOB_USD,RUS,A,2022,8.8,Billions\n"


def test_the_imf_is_asked_by_the_other_way_where_one_gives_nothing(server: Played, tmp_path: Path) -> None:
    server.answers["/sdmx/3.0/data/dataflow/IMF.STA/IMTS/+/KAZ.XG_FOB_USD+MG_CIF_USD.*.A"] = answer(IMF)
    with open_project() as project:
        project.ties.fetch("imf-imts", ["KAZ"], (2022, 2022), cache=tmp_path, endpoint=server.address)
        assert [(t["state"], t["partner"], t["value"]) for t in project.ties.table("imf-imts").to_pylist()] == [("KAZ", "RUS", 8.8e9)]
    assert len({path for path, _, _ in server.asked}) == 2


def test_sipri_sends_its_register_in_base64(server: Played, tmp_path: Path) -> None:
    register = (
        "Transfers of major weapons\nInformation: SIPRI\n\n"
        "Recipient,Supplier,Year of order,Year(s) of delivery,SIPRI TIV of delivered weapons\n"
        "Kazakhstan,Russia,2022,2024,100\n"
    )
    server.answers["/api/p/trades/trade-register-csv/"] = answer(json.dumps({"bytes": base64.b64encode(register.encode()).decode()}))
    with open_project() as project:
        project.ties.fetch("sipri-register", cache=tmp_path, endpoint=server.address)
        assert [(t["state"], t["partner"], t["year"], t["value"]) for t in project.ties.table("sipri-register").to_pylist()] == [
            ("RUS", "KAZ", 2024, 100.0)
        ]


# --- servers that fail ------------------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_not_asked_for_again_unless_refreshed(server: Played, downloader: Downloader, tmp_path: Path) -> None:
    server.answers["/a"] = in_turn(answer("first"), answer("second"))
    ask = Request(server.address + "/a")
    first = downloader.get(ask)
    assert (downloader.get(ask), len(server.asked)) == (first, 1)
    assert (first.path.read_text(), first.retrieved, first.size) == ("first", TODAY, 5)
    fresh = Downloader(tmp_path / "answers", wait=0, refresh=True).get(ask)
    assert fresh.path.read_text() == "second"
    assert fresh.sha256 != first.sha256


def test_an_answer_that_was_changed_on_disk_is_asked_for_again(server: Played, downloader: Downloader) -> None:
    server.answers["/a"] = answer("whole")
    kept = downloader.get(Request(server.address + "/a"))
    kept.path.write_text("changed")
    assert downloader.get(Request(server.address + "/a")).path.read_text() == "whole"


def test_it_waits_as_long_as_the_server_asks(server: Played, downloader: Downloader, slept: list[float]) -> None:
    server.answers["/a"] = in_turn(answer("", 429, **{"Retry-After": "7"}), answer("", 503), answer("", 500), answer("there"))
    assert downloader.get(Request(server.address + "/a")).path.read_text() == "there"
    assert slept[0] == 7
    assert slept[1] < slept[2]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_it_gives_up_after_some_tries(server: Played, downloader: Downloader, status: int) -> None:
    server.answers["/a"] = answer("", status)
    with pytest.raises(FetchFailed, match=rf"the server answered {status}, {TRIES} times. Try again later"):
        downloader.get(Request(server.address + "/a"))
    assert len(server.asked) == TRIES


def test_a_server_that_asks_for_an_hour_is_not_waited_for(server: Played, downloader: Downloader, slept: list[float]) -> None:
    server.answers["/a"] = answer("", 429, **{"Retry-After": "3600"})
    with pytest.raises(FetchFailed, match="429"):
        downloader.get(Request(server.address + "/a"))
    assert slept == []


@pytest.mark.parametrize(("status", "said"), [(401, "a key"), (403, "refuses"), (404, "no such address"), (418, "answered 418")])
def test_what_will_not_work_later_is_not_tried_again(server: Played, downloader: Downloader, status: int, said: str) -> None:
    server.answers["/a"] = answer("", status)
    with pytest.raises(FetchFailed, match=said):
        downloader.get(Request(server.address + "/a", secret=(("key", "s3cret"),)))
    assert len(server.asked) == 1


def test_an_answer_that_breaks_off_goes_on_where_it_stopped(server: Played, downloader: Downloader) -> None:
    whole = bytes(range(256)) * 40

    def serve(_: object, headers: dict[str, str]) -> Answer:
        if headers.get("range") == "bytes=5000-" and headers["if-range"] == '"v1"':
            return 206, {"ETag": '"v1"', "Content-Range": f"bytes 5000-{len(whole) - 1}/{len(whole)}"}, whole[5000:]
        return 200, {"ETag": '"v1"', "Content-Length": str(len(whole)), "Connection": "close"}, whole[:5000]

    server.answers["/a"] = serve
    assert downloader.get(Request(server.address + "/a")).path.read_bytes() == whole
    assert len(server.asked) == 2


def test_a_file_that_changed_meanwhile_is_not_put_together_from_two(server: Played, downloader: Downloader) -> None:
    def serve(_: object, headers: dict[str, str]) -> Answer:
        if "range" in headers:  # the tag no longer fits: the server sends all of the new file
            return 200, {"ETag": '"v2"'}, b"new" * 1000
        return 200, {"ETag": '"v1"', "Content-Length": "9000", "Connection": "close"}, b"old" * 1000

    server.answers["/a"] = serve
    assert downloader.get(Request(server.address + "/a")).path.read_bytes() == b"new" * 1000


def test_a_stopped_fetch_goes_on_with_the_pages_that_are_left(server: Played, tmp_path: Path) -> None:
    broken = in_turn(lambda q, h: world_bank(q, h) if q["page"] == ["1"] else (404, {}, b""))
    server.answers["/country/all/indicator/NY.GDP.MKTP.CD"] = broken
    wanted = Wanted("wdi-gdp", years=(2022, 2022))
    with pytest.raises(FetchFailed):
        fetch(wanted, Downloader(tmp_path / "a", wait=0), tmp_path, server.address)
    server.answers["/country/all/indicator/NY.GDP.MKTP.CD"] = world_bank
    fetch(wanted, Downloader(tmp_path / "a", wait=0), tmp_path, server.address)
    assert [q["page"][0] for _, q, _ in server.asked] == ["1", "2", "2"]


@pytest.mark.parametrize(
    ("dataset", "path", "body", "missing"),
    [
        ("wdi-gdp", GDP, '[{"message": [{"id": "120"}]}]', "list of two"),
        ("wdi-gdp", GDP, '[{"pages": 1}, [{"country": "KAZ", "date": "2022", "value": 1}]]', "countryiso3code"),
        ("wdi-gdp", GDP, '[{"pages": 100000}, []]', "pages are more"),
        ("wdi-gdp", GDP, "<html>down for maintenance</html>", "list of two"),
        ("un-votes", "/record/4060887", "<html>nothing here</html>", "no file"),
        ("imf-imts", "/sdmx/2.1/data/IMF.STA,IMTS/.XG_FOB_USD+MG_CIF_USD..A", "REF_AREA,VALUE\nKZ,1\n", "no column COUNTRY"),
        ("sipri-register", "/api/p/trades/trade-register-csv/", '{"data": ""}', "no bytes"),
        ("sipri-register", "/api/p/trades/trade-register-csv/", '{"bytes": "%%%"}', "not base64"),
        ("sipri-register", "/api/p/trades/trade-register-csv/", '{"bytes": "aGVsbG8="}', "no header"),
    ],
)  # fmt: skip
def test_a_changed_layout_is_named(
    server: Played, downloader: Downloader, tmp_path: Path, dataset: str, path: str, body: str, missing: str
) -> None:
    server.answers[path] = answer(body)
    with pytest.raises(FetchFailed, match=missing):
        fetch(Wanted(dataset), downloader, tmp_path, server.address)
    assert not (tmp_path / f"{dataset}.csv").exists()


def test_a_failed_fetch_leaves_the_project_as_it_was(server: Played, tmp_path: Path) -> None:
    server.answers["/country/all/indicator/NY.GDP.MKTP.CD"] = in_turn(world_bank, world_bank, answer("[]"))
    with open_project() as project:
        project.ties.fetch("wdi-gdp", cache=tmp_path, endpoint=server.address)
        before = project.ties.table("wdi-gdp")
        with pytest.raises(FetchFailed):
            project.ties.fetch("wdi-gdp", cache=tmp_path, endpoint=server.address, refresh=True)
        assert project.ties.table("wdi-gdp").equals(before)


def test_no_server_is_said(tmp_path: Path) -> None:
    quiet = Downloader(tmp_path, wait=0, sleep=lambda _: None)
    with pytest.raises(FetchFailed, match="the connection failed"):
        quiet.get(Request("http://127.0.0.1:9/"))


def test_what_cannot_be_fetched_is_refused(downloader: Downloader, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="only loaded from a file"):
        fetch(Wanted("atop"), downloader, tmp_path)
    with pytest.raises(InputError, match="name countries"):
        fetch(Wanted("comtrade"), downloader, tmp_path)
    with pytest.raises(InputError, match="from the earlier"):
        fetch(Wanted("wdi-gdp", years=(2020, 2010)), downloader, tmp_path)
    with pytest.raises(InputError, match="between 1800 and 2100"):
        fetch(Wanted("comtrade", ["KAZ"], (1900, 99_999_999)), downloader, tmp_path)


def test_every_dataset_that_is_fetched_has_a_connector_and_a_secure_address() -> None:
    from equipoise.ties.connector import connectors

    assert set(FETCHED) <= set(connectors())
    assert all(home.startswith("https://") for _, home in FETCHED.values())


# --- keys and other secrets -------------------------------------------------------------------------------------------------------------

KEY = "s3cret-key"


@pytest.fixture
def other_server() -> Iterator[Played]:
    yield from playing()


def test_a_key_stays_with_the_host_that_it_was_meant_for(server: Played, other_server: Played, downloader: Downloader) -> None:
    server.answers["/a"] = answer("", 302, Location=server.address + "/b")
    server.answers["/b"] = answer("", 307, Location=other_server.address + "/c")
    other_server.answers["/c"] = answer("there")
    kept = downloader.get(Request(server.address + "/a", secret=(("Ocp-Apim-Subscription-Key", KEY),)))
    assert kept.path.read_text() == "there"
    assert [h.get("ocp-apim-subscription-key") for _, _, h in server.asked] == [KEY, KEY]
    assert [h.get("ocp-apim-subscription-key") for _, _, h in other_server.asked] == [None]


def test_a_server_that_sends_on_and_on_is_left(server: Played, downloader: Downloader) -> None:
    server.answers["/a"] = answer("", 302, Location=server.address + "/a")
    with pytest.raises(FetchFailed, match="sends on more than 5 times"):
        downloader.get(Request(server.address + "/a"))
    assert len(server.asked) == 6


def test_what_was_asked_securely_is_not_fetched_insecurely(downloader: Downloader, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx2

    reached = []

    def send(request: httpx2.Request) -> httpx2.Response:
        reached.append(str(request.url))
        return httpx2.Response(302, headers={"Location": "http://api.example/a"})

    real = httpx2.Client
    monkeypatch.setattr(httpx2, "Client", lambda **options: real(transport=httpx2.MockTransport(send), **options))
    with pytest.raises(FetchFailed, match=r"not secure \(api.example\)"):
        downloader.get(Request("https://api.example/a"))
    assert reached == ["https://api.example/a"]


@pytest.mark.parametrize("key", ["two words", "line\nend", "ключ", "nul\x00"])
def test_a_key_that_cannot_be_one_is_refused_without_being_shown(server: Played, downloader: Downloader, key: str) -> None:
    with pytest.raises(FetchFailed, match="Set it anew") as failure:
        downloader.get(Request(server.address + "/a", secret=(("Key", key),)))
    assert key not in everything_said(failure.value)
    assert server.asked == []


def test_a_key_is_not_sent_where_others_can_read_it(downloader: Downloader) -> None:
    with pytest.raises(FetchFailed, match="only sent over https") as failure:
        downloader.get(Request("http://mirror.example/a", secret=(("Key", KEY),)))
    assert KEY not in everything_said(failure.value)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_no_failure_shows_the_key(server: Played, downloader: Downloader, status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    server.answers["/a"] = answer("", status)
    request = Request(server.address + "/a", secret=(("Key", KEY),))
    with pytest.raises(FetchFailed) as failure:
        downloader.get(request)
    assert KEY not in everything_said(failure.value) + caplog.text + repr(request)
    assert {h["key"] for _, _, h in server.asked} == {KEY}


def everything_said(error: BaseException) -> str:
    """All of the chain of errors, as a traceback would show it, but for the lines of this file."""
    return "".join(traceback.TracebackException.from_exception(error, lookup_lines=False).format_exception_only()) + "".join(
        everything_said(e) for e in (error.__cause__, error.__context__) if e is not None
    )


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "mirror.example", "http://[::1", "http://x:99999999/", "https://x/?a=1", "ftp://x/"]
)
def test_an_address_that_is_none_is_refused_before_anything_is_asked(downloader: Downloader, tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="is no address"):
        fetch(Wanted("wdi-gdp"), downloader, tmp_path, address)


def test_a_password_in_an_address_is_refused_and_not_shown(downloader: Downloader, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no name or password") as failure:
        fetch(Wanted("wdi-gdp"), downloader, tmp_path, "https://me:pa55@mirror.example")
    assert "pa55" not in everything_said(failure.value)


# --- parts and encodings ----------------------------------------------------------------------------------------------------------------


def test_a_packed_answer_that_breaks_off_is_begun_anew(server: Played, downloader: Downloader) -> None:
    packed = gzip.compress(bytes(range(256)) * 400)

    def serve(_: object, headers: dict[str, str]) -> Answer:
        assert "range" not in headers  # places in what was unpacked are none in what is sent
        body = packed if len(server.asked) > 1 else packed[:200]
        return 200, {"ETag": '"v1"', "Content-Encoding": "gzip", "Content-Length": str(len(packed)), "Connection": "close"}, body

    server.answers["/a"] = serve
    assert downloader.get(Request(server.address + "/a")).path.read_bytes() == bytes(range(256)) * 400


def test_another_part_than_the_one_asked_for_is_not_taken(server: Played, downloader: Downloader) -> None:
    whole = b"0123456789" * 100

    def serve(_: object, headers: dict[str, str]) -> Answer:
        if len(server.asked) == 1:
            return 200, {"ETag": '"v1"', "Content-Length": "1000", "Connection": "close"}, whole[:300]
        if "range" in headers:
            return 206, {"ETag": '"v1"', "Content-Range": "bytes 0-699/1000"}, whole[:700]
        return 200, {"ETag": '"v1"'}, whole

    server.answers["/a"] = serve
    assert downloader.get(Request(server.address + "/a")).path.read_bytes() == whole


@pytest.mark.parametrize("body", ['[{"pages": "many"}, []]', '[{"pages": null}, []]', '[{"pages": 1}, 7]', "[]", "{}", "null"])
def test_no_answer_of_the_world_bank_is_a_surprise(server: Played, downloader: Downloader, tmp_path: Path, body: str) -> None:
    server.answers[GDP] = answer(body)
    with pytest.raises(FetchFailed, match="has no list of two"):
        fetch(Wanted("wdi-gdp"), downloader, tmp_path, server.address)
