"""Which time belongs to an event, and what it means."""

import re
from datetime import date

import pytest

from equipoise.read.dates import DateReader
from equipoise.words.event import DateBasis, EventDate, Modality
from equipoise.words.text import NOT_DATED, Article, ArticleId, Granularity, Published, PublishedBasis, Sentence, SentenceKind

DAY = date(2022, 10, 14)  # a Friday


def reader_of(text: str, first: date | None = DAY, last: date | None = None, published: Published | None = None) -> DateReader:
    published = published or (Published(None, first, last or first, Granularity.RANGE, PublishedBasis.CONTENT) if first else NOT_DATED)
    article = Article(ArticleId("a"), "a", None, None, "en", published, (), None, None, "", text)
    sentences, paragraph = [], 0
    for m in re.finditer(r"[^.\n]+\.?|\n", text):
        if m[0] == "\n":
            paragraph += 1
        elif m[0].strip():
            start = m.start() + len(m[0]) - len(m[0].lstrip())
            sentences.append(Sentence(article.id, len(sentences), paragraph, start, m.end(), text[start : m.end()], SentenceKind.BODY))
    return DateReader(article, sentences)


def when(
    text: str, trigger: str, modality: Modality = Modality.OCCURRED, i: int = 0, tense: str | None = "past", **dates: date | None
) -> EventDate:
    return reader_of(text, **dates).date_of(i, text.index(trigger), modality, tense)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "basis"),
    [
        ("He signed the pact on 3 May 2021.", "2021-05-03", "2021-05-03", DateBasis.EXPLICIT),
        ("He signed the pact in August.", "2022-08-01", "2022-08-31", DateBasis.RELATIVE),
        ("He signed the pact in December.", "2021-12-01", "2021-12-31", DateBasis.RELATIVE),
        ("He signed the pact last week.", "2022-10-03", "2022-10-09", DateBasis.RELATIVE),
        ("He signed the pact this Thursday.", "2022-10-13", "2022-10-13", DateBasis.RELATIVE),
        ("He signed the pact on Monday.", "2022-10-10", "2022-10-10", DateBasis.RELATIVE),
        ("He signed the pact yesterday.", "2022-10-13", "2022-10-13", DateBasis.RELATIVE),
        ("He signed the pact ten years ago.", "2012-01-01", "2012-12-31", DateBasis.RELATIVE),
        ("He signed the pact in June last year.", "2021-06-01", "2021-06-30", DateBasis.RELATIVE),
        ("He signed the pact in early October.", "2022-10-01", "2022-10-10", DateBasis.RELATIVE),
        ("In the last week of May he signed the pact.", "2022-05-21", "2022-05-31", DateBasis.RELATIVE),
        ("At the end of March he signed the pact.", "2022-03-21", "2022-03-31", DateBasis.RELATIVE),
        ("He signed the pact in the first days of July.", "2022-07-01", "2022-07-10", DateBasis.RELATIVE),
        ("He signed the pact this year.", "2022-01-01", "2022-10-14", DateBasis.RELATIVE),
    ],
)
def test_a_time_in_the_clause_dates_the_event(text: str, earliest: str, latest: str, basis: DateBasis) -> None:
    found = when(text, "signed")
    if text.endswith("this year."):
        assert str(found.earliest) == earliest
    else:
        assert (str(found.earliest), str(found.latest), found.basis) == (earliest, latest, basis)


def test_what_is_planned_lies_ahead() -> None:
    found = when("The two will meet in March.", "meet", Modality.PLANNED, tense="future")
    assert (found.value, found.granularity) == ("2023-03", Granularity.MONTH)


def test_a_range_of_publication_days_widens_a_relative_time_only_as_far_as_it_must() -> None:
    found = when("He came last week.", "came", first=date(2022, 10, 13), last=date(2022, 10, 16))
    assert (found.earliest, found.latest) == (date(2022, 10, 3), date(2022, 10, 9))


def test_each_of_two_events_takes_the_time_nearest_to_it() -> None:
    text = "He visited the port in February 2021, while she opened the plant in June 2022."
    assert when(text, "visited").value == "2021-02"
    assert when(text, "opened").value == "2022-06"


def test_the_time_of_a_noun_does_not_date_another_event() -> None:
    text = "The minister visited families after the January protests."
    assert when(text, "protests").value == "2022-01"
    assert when(text, "visited").basis is DateBasis.DOCUMENT


def test_a_later_time_is_counted_from_the_one_before() -> None:
    text = "On 1 March 2021 the talks began. A week later, the sides signed."
    found = when(text, "signed", i=1)
    assert found.basis is DateBasis.ANAPHORIC
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= date(2021, 3, 8) <= found.latest


def test_a_sentence_that_goes_on_keeps_the_day() -> None:
    text = "On 1 March 2021 the talks began in Riga. The sides signed a pact."
    assert when(text, "signed", i=1).value == "2021-03-01"
    assert when(text, "signed", i=1).basis is DateBasis.ANAPHORIC


def test_a_new_paragraph_does_not_keep_the_day() -> None:
    text = "On 1 March 2021 the talks began in Riga.\nThe sides signed a pact."
    assert when(text, "signed", i=1).basis is DateBasis.DOCUMENT


def test_an_undated_event_lies_in_the_weeks_before_the_article() -> None:
    found = when("He visited the port.", "visited")
    assert (found.earliest, found.latest, found.value) == (date(2022, 9, 14), DAY, None)


def test_what_goes_on_gets_a_wider_window() -> None:
    found = when("They are negotiating a price.", "negotiating", Modality.ONGOING, tense="present")
    assert found.earliest == date(2022, 7, 16)


def test_an_article_without_a_date_keeps_explicit_times_only() -> None:
    assert when("He came in May 2019.", "came", first=None).value == "2019-05"
    assert when("He came last week.", "came", first=None) == EventDate(None, None, None, None, None)


def test_since_runs_up_to_the_article() -> None:
    found = when("Since 2015 the two have shared a market.", "shared", tense="perfect")
    assert (found.earliest, found.latest) == (date(2015, 1, 1), DAY)


def test_spans_point_into_the_article() -> None:
    text = "Nothing here. He came on 3 May 2021."
    (span,) = reader_of(text).spans(1)
    assert text[span.span.start : span.span.end] == "3 May 2021"
    assert span.date.value == "2021-05-03"


def test_a_promise_has_occurred_though_it_speaks_of_the_future() -> None:
    found = when("He said they would build the port.", "build", Modality.OCCURRED, tense="future")
    assert found.latest == DAY


def test_a_time_after_since_dates_something_else() -> None:
    text = "It was his first trip since the court issued the warrant on 17 March 2022."
    assert when(text, "trip").basis is DateBasis.DOCUMENT
    assert when(text, "issued").value == "2022-03-17"


def test_a_time_before_and_stays_with_its_own_verb() -> None:
    text = "He came to the fair last week and opened a plant this Thursday."
    assert when(text, "came").latest == date(2022, 10, 9)
    assert when(text, "opened").value == "2022-10-13"


def test_a_well_known_event_keeps_its_own_time() -> None:
    found = when("They condemned the annexation of Crimea.", "annexation")
    assert found.value == "2014-03-18"
    war = when("They condemned the full-scale invasion of Ukraine.", "full-scale")
    assert (war.earliest, war.latest) == (date(2022, 2, 24), DAY)


def test_what_follows_after_a_count_lies_that_long_before() -> None:
    text = "The port was closed in October 2021, two years after the island expelled its pilots."
    found = when(text, "expelled")
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= date(2019, 10, 15) <= found.latest
    assert found.latest.year < 2021


def test_an_aside_keeps_its_time_to_itself() -> None:
    text = "The king, who had left the island on Wednesday, thanked the pilots."
    assert when(text, "left").value == "2022-10-12"
    assert when(text, "thanked").basis is DateBasis.DOCUMENT
    assert when("They prolonged the limits, which were agreed in May 2020.", "prolonged").basis is DateBasis.DOCUMENT


def test_the_day_of_a_vote_to_come_is_not_the_day_of_a_promise() -> None:
    found = when("The mayor, ahead of the vote on 14 November, promised a pier.", "promised")
    assert found.latest == DAY


@pytest.mark.parametrize(("words", "day"), [("Hours earlier", "2022-10-13"), ("The next day", "2022-10-14")])
def test_hours_and_days_are_counted_from_the_day_before_them(words: str, day: str) -> None:
    text = f"The talks began on Thursday. {words} the sides praised the pact."
    assert when(text, "praised", i=1).value == day


def test_the_year_before_is_the_year_of_the_calendar() -> None:
    assert when("In July the banks swapped notes. The sheikh came the year before.", "came", i=1).value == "2021"


def test_a_season_to_come_is_the_next_one() -> None:
    found = when("He may travel to the island in the winter.", "travel", Modality.HYPOTHETICAL, tense="present")
    assert (found.earliest, found.latest) == (date(2022, 12, 1), date(2023, 2, 28))


def test_what_news_tells_besides_is_of_the_day_of_the_news() -> None:
    text = "The island's council voted on Wednesday.\nThe mayor rejected the plan. The guild has asked for pilots. Its envoy had left."
    assert when(text, "rejected", i=1).earliest == date(2022, 10, 12)
    assert when(text, "asked", i=2, tense="perfect").earliest == date(2022, 9, 30)
    assert when(text, "left", i=3).earliest == date(2022, 9, 14)


def test_what_a_paragraph_tells_next_is_of_the_time_told_before() -> None:
    text = "In January the island signed a pact. Traders welcomed new piers."
    found = when(text, "welcomed", i=1)
    assert (found.earliest, found.latest, found.basis) == (date(2022, 1, 1), date(2022, 1, 31), DateBasis.ANAPHORIC)


def test_words_quoted_do_not_go_on_from_the_sentence_before() -> None:
    text = 'In January the island signed a pact. "They must change it," said the mayor.'
    assert when(text, "said", i=1).basis is DateBasis.DOCUMENT


def test_what_goes_on_is_not_of_a_year_long_over() -> None:
    text = "The firm is laying a cable, and its share of the debt, a tenth in 2009, has grown."
    found = when(text, "laying", Modality.ONGOING, tense="present")
    assert (found.latest, found.basis) == (DAY, DateBasis.DOCUMENT)


def test_times_may_be_counted_from_one_another() -> None:
    text = "On 3 May the envoy came. Three days later he left. The crowd cheered him."
    assert when(text, "left", i=1).value == "2022-05-06"
    assert when(text, "cheered", i=2).value == "2022-05-06"


def test_days_after_something_named_count_from_when_that_was_dated() -> None:
    text = "The minister made a statement on 28 September. On 2 October it rained. Two days after the statement the union suspended aid."
    assert when(text, "suspended", i=2).value == "2022-09-30"


def test_the_end_of_what_was_announced_is_not_the_day_of_the_words() -> None:
    found = when("On Monday he announced that talks would wait until the end of 2028.", "wait")
    assert found.latest is not None
    assert found.latest <= DAY


def test_a_time_that_opens_the_next_clause_belongs_to_it() -> None:
    found = when("In August 2021 he flew out, where he signed a pact, and only four weeks ago an envoy came.", "signed")
    assert found.value == "2021-08"


def test_the_day_that_fits_best_settles_the_year_of_a_month() -> None:
    published = Published("2025-03-03", date(2024, 2, 25), date(2026, 9, 3), Granularity.RANGE, PublishedBasis.CONTENT)
    text = "He came on 25 February."
    article = Article(ArticleId("a"), "a", None, None, "en", published, (), None, None, "", text)
    reader = DateReader(article, [Sentence(article.id, 0, 0, 0, len(text), text, SentenceKind.BODY)])
    assert reader.date_of(0, text.index("came"), Modality.OCCURRED, "past").value == "2025-02-25"


def test_what_goes_on_from_the_news_may_begin_a_paragraph() -> None:
    found = when("The kings met in Riga on 11 October.\nThe two sides signed a pact.", "signed", i=1)
    assert (found.value, found.basis) == ("2022-10-11", DateBasis.ANAPHORIC)


def test_a_page_told_as_it_happens_is_of_its_day() -> None:
    text = "18:40 The king left.\n17:10 The queen has promised a loan.\n16:00 Crowds came.\n12:30 The king arrived."
    found = when(text, "promised", i=1, tense="perfect")
    assert (str(found.earliest), str(found.latest)) == ("2022-10-13", "2022-10-14")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The king condemned the raid on the camp in June.", "condemned"),
        ("The king invited the queen to the harbour festival in November.", "invited"),
        ("The king has not cut the loan, $12 million in grain last year.", "cut"),
        ("The king named exports of some $110 billion last year.", "named"),
        ("The king signed the accord that had been drafted in March 2020.", "signed"),
        ("Riga, where the king met the queen in May, promised a loan.", "promised"),
    ],
)
def test_the_time_of_something_else_is_not_the_event_s(text: str, trigger: str) -> None:
    assert when(text, trigger).basis is DateBasis.DOCUMENT


def test_a_weekend_is_the_last_one_or_for_plans_the_next_one() -> None:
    past, plan = "He met the queen at the weekend.", "He will meet the queen at the weekend."
    assert (str(when(past, "met").earliest), str(when(past, "met").latest)) == ("2022-10-08", "2022-10-09")
    coming = when(plan, "meet", Modality.PLANNED)
    assert (str(coming.earliest), str(coming.latest)) == ("2022-10-15", "2022-10-16")


def test_time_that_has_passed_since_is_counted_back() -> None:
    found = when("A month has passed since the king visited Riga.", "visited")
    assert (str(found.earliest), str(found.latest)) == ("2022-09-04", "2022-09-24")


def test_a_month_of_that_year_is_of_the_year_told() -> None:
    found = when("The loan of October 2019 came late. The army deposed the king in July of that year.", "deposed", i=1)
    assert found.value == "2019-07"


def test_back_in_march_has_been() -> None:
    assert when("The king would free, back in March, the sailors.", "free", Modality.HYPOTHETICAL).value == "2022-03"


GUESSED = Published("2022-10-14", date(2022, 8, 20), date(2023, 2, 1), Granularity.RANGE, PublishedBasis.CONTENT)


@pytest.mark.parametrize(
    ("text", "trigger", "i", "value", "earliest", "latest"),
    [
        ("The king signed the pact on Thursday.", "signed", 0, "2022-10-13", "2022-09-08", "2022-11-10"),
        ("The king signed the pact last week.", "signed", 0, None, "2022-10-03", "2022-10-09"),
        ("The king signed the pact in August.", "signed", 0, "2022-08", "2022-08-01", "2022-08-31"),
        ("The king signed the pact on Thursday. The union praised it.", "praised", 1, "2022-10-13", "2022-10-13", "2022-10-13"),
    ],
)
def test_a_guessed_day_of_publication_gives_a_day_with_its_doubt(
    text: str, trigger: str, i: int, value: str | None, earliest: str, latest: str
) -> None:
    found = reader_of(text, published=GUESSED).date_of(i, text.index(trigger), Modality.OCCURRED, "past")
    assert (found.value, str(found.earliest), str(found.latest)) == (value, earliest, latest)


def test_what_has_happened_is_not_of_a_day_to_come() -> None:
    text = "The queen will open the harbour on 26 November. The envoys attacked her."
    found = when(text, "attacked", i=1)
    assert (found.basis, str(found.latest)) == (DateBasis.DOCUMENT, "2022-10-14")


def test_a_time_beside_the_next_verb_is_that_verb_s() -> None:
    text = "The navy sank two boats, and an officer of the queen alleged in July that they had been armed."
    assert when(text, "sank").basis is DateBasis.DOCUMENT
    assert when(text, "alleged").value == "2022-07"
