"""What a brief says, and that every figure and sentence leads to quoted words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from equipoise.show.brief import Brief, make_brief
from equipoise.show.page import Exhibits, Heading, Mark, Section, Statements, Table
from equipoise.show.record import brief_record
from equipoise.show.sections.rows import figure
from equipoise.show.when import event_day, event_when
from equipoise.words.claim import ClaimKind
from equipoise.words.event import DateBasis, Modality

from . import made


def section(brief: Brief, id: str) -> Section:
    """A section by its id."""
    return next(s for s in brief.sections if s.id == id)


def words(part: Section) -> str:
    """All words of a section's statements and tables."""
    said = []
    for block in part.blocks:
        if isinstance(block, Statements):
            said += [f"{s.lead} {s.text} {s.confidence} {s.quote}" for s in block.items] + [block.left_out or ""]
        if isinstance(block, Table):
            said += [f"{c.text} {c.note}" for row in block.rows for c in row] + [block.left_out or ""]
        if isinstance(block, Heading):
            said.append(block.text)
    return "\n".join(said)


def marks(brief: Brief) -> Iterator[Mark]:
    """All marks of a brief."""
    for part in brief.sections:
        for block in part.blocks:
            if isinstance(block, Statements):
                yield from (m for s in block.items for m in s.marks)
            if isinstance(block, Table):
                yield from (m for row in block.rows for c in row for m in c.marks)


def anchors(brief: Brief) -> set[str]:
    """Everything a mark can lead to."""
    found = {s.id for s in brief.sections}
    for part in brief.sections:
        for block in part.blocks:
            if isinstance(block, Heading) and block.anchor:
                found.add(block.anchor)
            if isinstance(block, Exhibits):
                found |= {x.anchor for x in block.items} | {p.anchor for x in block.items for p in x.passages}
    return found


def test_every_mark_leads_somewhere(brief: Brief, december: Brief) -> None:
    for b in (brief, december):
        assert {m.target for m in marks(b)} <= anchors(b)


def test_every_statement_of_the_state_of_play_has_a_mark(brief: Brief) -> None:
    (block,) = section(brief, "play").blocks
    assert isinstance(block, Statements)
    assert all(s.marks for s in block.items)
    assert len(block.items) >= 5


def test_evidence_is_numbered_in_order_and_quotes_the_articles_word_for_word(brief: Brief) -> None:
    (block,) = section(brief, "evidence").blocks
    assert isinstance(block, Exhibits)
    assert [x.number for x in block.items] == list(range(1, len(block.items) + 1))
    texts = " ".join(" ".join(a.text.split()) for a in brief.facts.input.articles)
    lit = [p.lit for x in block.items for p in x.passages if "⟨" not in p.lit]
    assert len(lit) > 20
    assert all(quote in texts for quote in lit)


def test_a_visit_reported_by_a_copy_and_a_rewrite_stands_once_with_three_reports(brief: Brief) -> None:
    said = words(section(brief, "visits"))
    assert said.count("Emmanuel Macron (France)") == 1
    assert "3 1 independent" in said


def test_plans_possibilities_and_denials_are_not_in_the_timeline(brief: Brief) -> None:
    timeline, planned = words(section(brief, "timeline")), words(section(brief, "planned"))
    for unreal in ("(planned)", "only a possibility", "reported as not so"):
        assert unreal not in timeline
    assert "London" in planned
    assert "within a year" in planned


def test_a_plan_whose_date_has_passed_says_so() -> None:
    late = make_brief(made.project(date(2023, 11, 1), date(2024, 4, 30)))
    assert "date has passed" in words(section(late, "planned"))
    assert "Was due December 2023" in words(section(late, "watch"))


def test_events_that_do_not_involve_the_target_count_in_no_figure(brief: Brief) -> None:
    assert "Russia attacked Ukraine" in words(section(brief, "elsewhere"))
    assert "Russia attacked Ukraine" not in words(section(brief, "timeline"))
    assert "report 19 distinct events" in words(section(brief, "play"))


def test_likelihood_stands_in_the_sentence_and_confidence_beside_it(brief: Brief) -> None:
    (block,) = section(brief, "play").blocks
    assert isinstance(block, Statements)
    sure = [s for s in block.items if s.confidence]
    assert any("likely" in s.text for s in sure)
    assert all("confidence" not in s.text for s in sure)


def test_a_gain_that_may_as_well_be_chance_is_no_news() -> None:
    given = made.project()
    faint = [replace(e, value=0.02, low=-0.4, high=0.44) if e.measure == "standing" else e for e in given.estimates]
    said = words(section(make_brief(replace(given, estimates=faint)), "play"))
    assert "Whether any power gains or loses standing cannot be told" in said
    assert "is gaining standing" not in said


def test_versions_in_dispute_stand_side_by_side_with_who_says_so(brief: Brief) -> None:
    said = words(section(brief, "disputes"))
    assert "Steppe Herald jealous" in said
    assert "Gulf Courier pragmatic" in said
    assert "5.3 billion USD" in said
    assert "4.8 billion USD" in said


def test_what_to_watch_names_the_open_questions_and_leads_to_them(brief: Brief) -> None:
    (block,) = section(brief, "watch").blocks
    assert isinstance(block, Statements)
    open_questions = [s for s in block.items if s.lead == "In dispute"]
    assert {m.target for s in open_questions for m in s.marks} == {"disputes"}
    assert len(open_questions) == len(brief.facts.disputes)


def test_the_weightiest_event_of_the_state_of_play_is_quoted_and_its_coding_not_taken_for_sure(brief: Brief) -> None:
    (block,) = section(brief, "play").blocks
    assert isinstance(block, Statements)
    last = block.items[-1]
    assert last.quote
    assert "certainty of the coding" in last.text


def test_what_more_independent_articles_report_weighs_more(brief: Brief) -> None:
    event = brief.facts.happened[0]
    assert brief.facts.weight(replace(event, reports=3, independent=3)) == 3 * brief.facts.weight(replace(event, reports=3, independent=1))


def test_the_day_of_an_undated_report_is_a_latest_day_not_a_duration(brief: Brief) -> None:
    event = next(e for e in brief.facts.happened if e.date.latest)
    window = replace(event.date, value=None, earliest=date(2023, 10, 7), latest=date(2023, 11, 6), basis=DateBasis.DOCUMENT)
    assert event_day(window) == "by 6 November 2023"
    assert event_day(replace(window, basis=DateBasis.EXPLICIT)) == "7 October – 6 November 2023"
    assert event_when(replace(event, date=window)) == "by 6 November 2023"
    assert event_when(replace(event, date=window, modality=Modality.PLANNED)) == "no date given"


def test_a_share_put_in_words_gets_no_decimals_that_nobody_claimed(brief: Brief) -> None:
    claim = replace(brief.facts.claims[0], kind=ClaimKind.SHARE, value=66.67, unit="percent")
    assert figure(replace(claim, span=replace(claim.span, text="two-thirds"))) == "67%"
    assert figure(replace(claim, span=replace(claim.span, text="66.67 percent"))) == "66.67%"


def test_a_period_is_compared_with_the_one_before(december: Brief, brief: Brief) -> None:
    changes = words(section(december, "changes"))
    assert "Engagement (events per article), Russia" in changes
    assert "likely" in changes
    assert section(december, "changes").lead == "Against the period of the same length before it, November 2023."
    assert not any(isinstance(b, Table) for b in section(brief, "changes").blocks)


def test_without_a_period_the_later_half_is_compared_with_the_earlier() -> None:
    whole, early, late = (
        made.project(),
        made.project(date(2023, 11, 1), date(2023, 11, 30)),
        made.project(date(2023, 12, 1), date(2023, 12, 31)),
    )
    changes = section(make_brief(replace(whole, later=late.estimates, previous=early.estimates)), "changes")
    assert changes.lead == "No period was named: the later half, December 2023, against the earlier half, November 2023."
    assert "Engagement (events per article), Russia" in words(changes)


def test_the_record_of_a_brief_has_every_change_and_the_periods_compared(december: Brief, brief: Brief) -> None:
    record = brief_record(december)
    assert record["compared"] == {"before": {"from": "2023-11-01", "to": "2023-11-30"}, "now": {"from": "2023-12-01", "to": "2023-12-31"}}
    assert ("engagement", "RUS") in {(c["measure"], c["of"]) for c in record["changes"]}
    assert all(0.5 <= c["probability"] <= 1 for c in record["changes"])
    assert brief_record(brief)["compared"] is None


def test_sources_fold_copies_and_say_how_the_date_was_found(brief: Brief) -> None:
    said = words(section(brief, "sources"))
    assert "with 1 copy: Steppe Herald Asia; with 1 rewrite: Gulf Courier" in said
    assert "stated in the text" in said
    assert "14 articles given, 12 read, 2 not read; 10 independent of one another" in said


def test_what_could_not_be_read_has_reason_and_remedy(brief: Brief) -> None:
    said = words(section(brief, "unread"))
    assert "The file is empty." in said
    assert "Give the article again." in said


def test_an_empty_project_makes_a_brief_that_says_so() -> None:
    full = made.project()
    empty = {
        n: []
        for n in ("articles", "copies", "sentences", "mentions", "claims", "problems", "events", "event_mentions", "disputes", "estimates")
    }
    brief = make_brief(replace(full, **empty, previous=[], given=0))  # type: ignore[arg-type]
    assert "No articles" in brief.subtitle
    assert "0 articles given, 0 read" in words(section(brief, "sources"))


def test_the_same_input_in_another_order_gives_the_same_brief(brief: Brief) -> None:
    given = brief.facts.input
    turned = replace(
        given,
        articles=list(reversed(given.articles)), events=list(reversed(given.events)), mentions=list(reversed(given.mentions)),
        claims=list(reversed(given.claims)), problems=list(reversed(given.problems)), disputes=list(reversed(given.disputes)),
    )  # fmt: skip
    assert make_brief(turned).sections == brief.sections


def test_long_lists_are_cut_with_a_note_that_says_how_many_are_left_out() -> None:
    brief = make_brief(made.many(2000))
    assert "1,940 more are not listed here (60 of 2,000 shown)" in words(section(brief, "timeline"))
    (block,) = section(brief, "evidence").blocks
    assert isinstance(block, Exhibits)
    assert len(block.items) < 1200
