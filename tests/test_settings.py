"""Settings: defaults, file, environment, flags, in this order; a mistake is an error with the name in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise.errors import SettingsError
from equipoise.settings import READING, load_settings


def test_a_flag_beats_the_environment_and_that_the_file(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text('project = "file.duckdb"\nworkers = 1\nlevel = 0.8\n')
    s = load_settings(file, {"EQUIPOISE_PROJECT": "env.duckdb", "EQUIPOISE_WORKERS": "2"}, workers=3)
    assert (s.project, s.workers, s.level) == ("env.duckdb", 3, 0.8)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour = 1", "Unknown setting colour"),
        ("workers = 'two'", "workers must be int"),
        ("level = 1.5", "between 0 and 1"),
        ("project = [", "not TOML"),
        ("[[powers]]\ncode = 'RUS'", "code and name"),
        ("powers = 5", "must be a list"),
        ("powers = []", "at least one"),
        ("powers = [{code='RUS', name='Russia', members='DEU'}]", "members of RUS must be a list"),
        ("powers = [{code='r<b>', name='Russia'}]", "is no code"),
        ("lexicon = [5]", "file names"),
        ("prior_rate = [1]", "two numbers"),
        ("prior_rate = ['a', 'b']", "two numbers"),
        ("prior_rate = [0.0, 1.0]", "greater than 0"),
        ("prior_score = [inf, 1]", "without end"),
        ("workers = -5", "workers must lie between 0"),
        ("seed = -1", "seed must lie between 0"),
        ("rewrite_threshold = nan", "rewrite_threshold must lie between"),
        ("max_text_chars = 0", "max_text_chars must lie between 1"),
        ("fetch_timeout = -1.0", "fetch_timeout must lie between"),
        ("powers = [{code='EUR', name='EU', members=['FRA']}, {code='FRA', name='France'}]", "powers overlap: FRA"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(SettingsError, match=says):
        load_settings(tmp_path / "s.toml", {})


def test_a_missing_file_and_a_wrong_number_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.toml", {})
    with pytest.raises(SettingsError, match="EQUIPOISE_SEED"):
        load_settings(environ={"EQUIPOISE_SEED": "x"})


def test_a_switch_is_on_or_off_and_nothing_else() -> None:
    assert load_settings(environ={"EQUIPOISE_FETCH_PRIVATE": "Yes"}).fetch_private
    assert not load_settings(environ={"EQUIPOISE_FETCH_PRIVATE": "0"}).fetch_private
    with pytest.raises(SettingsError, match="neither true nor false"):
        load_settings(environ={"EQUIPOISE_FETCH_PRIVATE": "banana"})


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("level = 0.5", encoding="utf-8-sig")
    assert load_settings(tmp_path / "s.toml", {}).level == 0.5


def test_the_fingerprint_changes_with_what_changes_results_only(tmp_path: Path) -> None:
    base = load_settings(environ={})
    assert load_settings(environ={}, workers=1, project="x").fingerprint() == base.fingerprint()
    assert load_settings(environ={}, level=0.5).fingerprint() != base.fingerprint()
    assert load_settings(environ={}, level=0.5).fingerprint(READING) == base.fingerprint(READING)


def test_the_fingerprint_follows_the_content_of_a_lexicon(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text("a = 1")
    before = load_settings(environ={}, lexicon=[str(file)]).fingerprint(READING)
    file.write_text("a = 2")
    assert load_settings(environ={}, lexicon=[str(file)]).fingerprint(READING) != before
