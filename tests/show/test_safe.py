"""Words of strangers stay words: nothing in them acts on a terminal, a spreadsheet or a reader."""

import pytest

from equipoise.show.safe import for_csv, for_terminal, one_line, shorten, visible


@pytest.mark.parametrize(
    "hidden", ["\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u2066", "\u200f", "\ufeff", "\u2028", "\U000e0041", "\ud800"]
)
def test_a_hidden_character_is_shown_as_its_code_point(hidden: str) -> None:
    assert visible(f"a{hidden}b") == f"a⟨U+{ord(hidden):04X}⟩b"


def test_ordinary_text_of_any_script_is_unchanged() -> None:
    text = "Қазақстан, Türkiye, 哈萨克斯坦, العربية, नेपाल\u200dी: “quoted” – 5 %\n\tnext"
    assert visible(text) == text


def test_what_was_shown_can_be_written_in_utf8() -> None:
    assert visible("lone \udc80 surrogate").encode("utf-8")


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"])
def test_a_formula_gets_an_apostrophe_in_a_csv_cell(formula: str) -> None:
    assert for_csv(formula).startswith("'")


def test_text_that_is_no_formula_stays_as_it_is_in_a_csv_cell() -> None:
    assert for_csv("5 - 3 = 2, said Tokayev") == "5 - 3 = 2, said Tokayev"


def test_an_escape_sequence_cannot_reach_the_terminal() -> None:
    assert "\x1b" not in for_terminal("\x1b]0;title\x07\x1b[2J")


def test_a_million_characters_take_no_special_path() -> None:
    assert len(one_line("a \u202e" * 300_000)) > 900_000


def test_a_long_text_is_cut_at_a_word_and_says_so() -> None:
    assert shorten("Kazakhstan exports oil through Russia", 24) == "Kazakhstan exports oil …"
    assert shorten("short", 24) == "short"
