"""When an article was published, and what is done with headers that lie."""

import hashlib
from datetime import date

import pytest

from equipoise.read.published import find_published
from equipoise.words.text import Boilerplate, Document, Given, Granularity, PublishedBasis

BODY = "\n\nThe minister of fisheries flew to the island in June 2021 and signed a pact on nets.\n"


NOTHING = Given()


def document(text: str, given: Given = NOTHING, source: str = "a.txt", html_date: str | None = None) -> Document:
    raw = text.encode()
    return Document(source, "a", 0, raw, hashlib.sha256(raw).hexdigest(), text, "text", given, html_date)


def stamp(text: str, words: str) -> list[Boilerplate]:
    at = text.index(words)
    return [Boilerplate(at, at + len(words), "date_stamp")]


def test_a_given_date_wins_over_everything() -> None:
    text = "12 May 2020" + BODY
    found, problems = find_published(document(text, Given(date="2021-07")), text, stamp(text, "12 May 2020"))
    assert (found.value, found.basis, found.granularity) == ("2021-07", PublishedBasis.GIVEN, Granularity.MONTH)
    assert (found.earliest, found.latest, problems) == (date(2021, 7, 1), date(2021, 7, 31), [])


def test_a_given_date_that_is_none_is_told() -> None:
    found, problems = find_published(document("Talk.", Given(date="soon")), "Talk.", [])
    assert found.basis is PublishedBasis.UNKNOWN
    assert "soon" in problems[0].reason


@pytest.mark.parametrize("words", ["3 July 2021", "Published: July 3, 2021, 14:05", "2021-07-03", "03.07.2021", "July 3. 2021. 2:46"])
def test_a_stamp_is_read_in_any_form(words: str) -> None:
    text = words + BODY
    found, problems = find_published(document(text), text, stamp(text, words))
    assert (found.value, found.basis, problems) == ("2021-07-03", PublishedBasis.STATED, [])
    assert text[found.evidence[0].start : found.evidence[0].end] in words


def test_an_image_address_settles_day_and_month() -> None:
    text = "https://img.example/uploads/open-20210703-77.jpg\n03/07/2021 19h31" + BODY
    found, _ = find_published(document(text), text, stamp(text, "03/07/2021 19h31"))
    assert found.value == "2021-07-03"
    assert len(found.evidence) == 2


def test_seconds_in_an_image_address_settle_day_and_month() -> None:
    text = "https://img.example/photo.jpg?1625335200\n07/03/2021" + BODY
    found, _ = find_published(document(text), text, stamp(text, "07/03/2021"))
    assert found.value == "2021-07-03"


def test_the_content_settles_day_and_month() -> None:
    text = "07/06/2021" + BODY.replace("in June 2021", "on 3 July 2021")
    found, _ = find_published(document(text), text, stamp(text, "07/06/2021"))
    assert found.value == "2021-07-06"


def test_an_open_order_gives_both_days() -> None:
    text = "07/08/2021\n\nThe two sides spoke about nets."
    found, _ = find_published(document(text), text, stamp(text, "07/08/2021"))
    assert (found.value, found.earliest, found.latest) == (None, date(2021, 7, 8), date(2021, 8, 7))


@pytest.mark.parametrize(("day_first", "value"), [(True, "2021-08-07"), (False, "2021-07-08")])
def test_the_custom_of_the_place_settles_an_open_order(day_first: bool, value: str) -> None:
    text = "07/08/2021\n\nThe two sides spoke about nets."
    assert find_published(document(text), text, stamp(text, "07/08/2021"), day_first)[0].value == value


def test_a_header_older_than_what_is_told_loses_and_is_reported() -> None:
    text = "4 March 2019" + BODY
    found, problems = find_published(document(text), text, stamp(text, "4 March 2019"))
    assert found.basis is PublishedBasis.CONTENT
    assert found.earliest is not None
    assert found.earliest >= date(2021, 6, 1)
    assert "2019-03-04" in problems[0].reason


def test_a_header_after_a_known_event_that_is_still_to_come_loses() -> None:
    text = (
        "2 March 2024. 2:46\n\nThe Astana International Forum is new. The Astana International Forum will be held on 8-9 June this year.\n"
    )
    found, problems = find_published(document(text), text, stamp(text, "2 March 2024. 2:46"))
    assert found.latest is not None
    assert found.latest <= date(2023, 6, 9)
    assert len(problems) == 1


def test_an_address_dates_an_article_without_a_stamp() -> None:
    text = BODY.strip()
    found, _ = find_published(document(text, Given(url="https://news.example/2021/07/03/nets.html")), text, [])
    assert (found.value, found.basis) == ("2021-07-03", PublishedBasis.URL)


def test_a_page_s_metadata_date_it() -> None:
    text = BODY.strip()
    found, _ = find_published(document(text, html_date="2021-07-03"), text, [])
    assert (found.value, found.basis) == ("2021-07-03", PublishedBasis.STATED)


def test_the_day_told_as_past_bounds_a_text() -> None:
    text = "The port was opened on 3 July 2021. Two hundred guests came, and the mayor thanked the builders."
    found, _ = find_published(document(text), text, [])
    assert found.basis is PublishedBasis.CONTENT
    assert found.earliest == date(2021, 7, 3)
    assert found.latest is not None
    assert text[found.evidence[0].start : found.evidence[0].end] == "3 July 2021"


def test_a_birthday_last_week_and_a_weekday_give_the_week() -> None:
    text = (
        "Guests came to Vladimir Putin's birthday last week, and a trade fair opened this Thursday. "
        "Russians fled the partial mobilization. The January protests in Kazakhstan are not forgotten."
    )
    found, _ = find_published(document(text), text, [])
    assert found.earliest is not None
    assert found.latest is not None
    assert date(2022, 10, 13) <= found.earliest <= found.latest <= date(2022, 10, 16)


def test_a_summit_s_day_without_a_year_gives_the_year() -> None:
    text = "Leaders of the Organization of Turkic States met in Astana on November 3. A week later a new road was opened."
    found, _ = find_published(document(text), text, [])
    assert found.earliest is not None
    assert found.earliest.year == 2023


def test_an_age_gives_the_year() -> None:
    text = "Mr Tokayev, 70, spoke at length about grain and thanked the farmers."
    found, _ = find_published(document(text), text, [])
    assert found.earliest is None or found.earliest >= date(2022, 1, 1)


def test_a_text_without_any_clue_stays_undated() -> None:
    text = "The farmer sold two goats and went home."
    found, problems = find_published(document(text), text, [])
    assert (found.value, found.earliest, found.basis, problems) == (None, None, PublishedBasis.UNKNOWN, [])


def test_a_value_lies_in_its_range() -> None:
    text = "The port was opened on 3 July 2021, and on 9 July 2021 the first ship came in."
    found, _ = find_published(document(text), text, [])
    assert found.value is not None
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= date.fromisoformat(found.value) <= found.latest


def test_a_header_younger_than_what_is_announced_loses_and_is_reported() -> None:
    text = (
        "January 9. 2020. 3:17\n\nThe minister of fisheries flew to the island on Monday, 20 May. "
        "The vote on nets, which will take place on 9 June 2019, is three weeks away.\n"
    )
    found, problems = find_published(document(text), text, stamp(text, "January 9. 2020. 3:17"))
    assert found.basis is PublishedBasis.CONTENT
    assert found.earliest is not None
    assert found.latest is not None
    assert date(2019, 5, 15) <= found.earliest <= date(2019, 5, 20) <= found.latest <= date(2019, 6, 9)
    assert "2020-01-09" in problems[0].reason


def test_the_day_of_a_repost_is_the_latest_an_article_can_have() -> None:
    text = "Reposted on 16 July 2021 | 3 min read" + BODY
    found, problems = find_published(document(text), text, stamp(text, "Reposted on 16 July 2021 | 3 min read"))
    assert (found.basis, found.latest, problems) == (PublishedBasis.CONTENT, date(2021, 7, 16), [])
    assert found.earliest is not None
    assert found.earliest < date(2021, 7, 10)


def test_a_stamp_beside_a_repost_is_the_date() -> None:
    text = "3 July 2021\nReposted on 16 July 2021" + BODY
    found, _ = find_published(document(text), text, [*stamp(text, "3 July 2021"), *stamp(text, "Reposted on 16 July 2021")])
    assert (found.value, found.basis) == ("2021-07-03", PublishedBasis.STATED)


def test_a_russian_stamp_is_read() -> None:
    text = "3 июля 2021 года\n\nМинистр прибыл на остров.\n"
    assert find_published(document(text), text, stamp(text, "3 июля 2021 года"))[0].value == "2021-07-03"


def test_british_spelling_settles_which_is_the_day() -> None:
    text = "05/09/2021\n\nThe neighbours opened a centre for fishing rights, and the harbour was full of visitors.\n"
    found, _ = find_published(document(text), text, stamp(text, "05/09/2021"))
    assert found.value == "2021-09-05"


def test_this_month_is_of_the_year_of_the_article() -> None:
    text = (
        "The island held its first vote in March 2021. Its envoys walked into the hall this October and sat down in the front row." + BODY
    )
    found, _ = find_published(document(text), text, [])
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest.month >= 10
    assert found.latest.month >= 10


def test_a_weekday_with_its_day_in_the_lead_is_days_old() -> None:
    text = "The envoy of the island, who received the minister on Sunday, 15 September, praised the fair of 2024." + BODY.replace(
        "2021", "2023"
    )
    found, _ = find_published(document(text), text, [])
    assert found.earliest is not None
    assert found.latest is not None
    assert date(2024, 9, 15) <= found.earliest
    assert found.latest <= date(2024, 11, 15)


def test_the_clock_of_whoever_saved_the_page_is_no_stamp() -> None:
    text = "Page generated: 22.11.2026 09:41 CET\nPublished 12 July 2024, 18:05" + BODY
    marks = [*stamp(text, "Page generated: 22.11.2026 09:41 CET"), *stamp(text, "Published 12 July 2024, 18:05")]
    assert find_published(document(text), text, marks)[0].value == "2024-07-12"


@pytest.mark.parametrize(
    ("clock", "article"),
    [
        ("Monday, 4 May 2026 | 06:10 | Riga +9 °C", "03.07.2024 19:40"),
        ("Monday, 4 May 2026 | 06:10", "3 July 2024, 19:40 | Updated: 4 July 2024, 07:15"),
    ],
)
def test_the_clock_of_a_reader_is_no_stamp_and_tells_nothing(clock: str, article: str) -> None:
    text = f"{clock}\n{article}" + BODY
    found, problems = find_published(document(text), text, [*stamp(text, clock), *stamp(text, article)])
    assert (found.value, problems) == ("2024-07-03", [])


def test_a_stamp_some_days_after_another_stays_one() -> None:
    text = "5 July 2024\nUpdated: 3 July 2024" + BODY
    marks = [*stamp(text, "5 July 2024"), *stamp(text, "Updated: 3 July 2024")]
    assert find_published(document(text), text, marks)[0].value == "2024-07-05"


def test_each_date_of_a_line_has_the_label_before_it() -> None:
    text = "published 2014-06-04 | crawled 2019-11-30\n\nThe minister signed a pact on nets."
    assert find_published(document(text), text, stamp(text, "published 2014-06-04 | crawled 2019-11-30"))[0].value == "2014-06-04"


def test_a_page_s_own_date_without_its_year_is_that_day() -> None:
    text = (
        "Lisbon, 14 September\n\nThe ministers welcomed the outcome of the G7 summit in Apulia in June. They spoke of nets and boats. "
        + "Nobody else came to the harbour, and the mayor was pleased. " * 10
    )
    mark = [Boilerplate(0, len("Lisbon, 14 September"), "publisher_line")]
    assert find_published(document(text), text, mark)[0].value == "2024-09-14"


def test_how_long_ago_a_day_was_settles_which_is_the_month() -> None:
    text = "03/04/2022\n\nEleven days ago, on 23 March, the island closed its port."
    assert find_published(document(text), text, stamp(text, "03/04/2022"))[0].value == "2022-04-03"
