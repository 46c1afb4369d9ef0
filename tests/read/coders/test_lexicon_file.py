"""A lexicon file with a mistake is refused whole: the message names file, line, what is wrong and what to write."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from equipoise.read.coders.rules.lexicon import Sense, load_lexicon
from equipoise.read.coders.rules.lexicon_file import FIELDS
from equipoise.words.errors import SettingsError

GOOD = """# my words
event = "CONSULT"

[[sense]]
id = "mine.shuttle"
verbs = "shuttle"
mode = "visit"
weight = 0.8
example = "The Norwegian envoy shuttled between Armenia and Azerbaijan."
gives = "NOR > ARM, AZE"
"""


def refused(tmp_path: Path, text: str | bytes) -> str:
    file = tmp_path / "mine.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SettingsError) as caught:
        load_lexicon((str(file),))
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_the_file_that_is_changed_below_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    for data in (GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()):
        file.write_bytes(data)
        assert [s.id for s in load_lexicon((str(file),)).verbs["shuttle"] if s.id.startswith("mine")] == ["mine.shuttle"]


def test_every_field_of_a_sense_is_checked() -> None:
    assert sorted(FIELDS) == sorted(f.name for f in fields(Sense))


MISTAKES = [
    ("event = ", "events = ", 2, r"unknown table or field 'events'\. Did you mean 'event'"),
    ("[[sense]]", "[[senses]]", 4, r"unknown table or field 'senses'\. Did you mean 'sense'"),
    ("[[sense]]", "[sense]", 4, r"two brackets: \[\[sense\]\]"),
    ('"CONSULT"', '"CONSUL"', 2, r"event 'CONSUL' is none of PLOVER's 16 types\. Did you mean 'CONSULT'"),
    ('"CONSULT"', "3", 2, r"event 3 is none of PLOVER's 16 types"),
    ('event = "CONSULT"', "", 4, r"no type is given"),
    ('id = "mine.shuttle"', "", 4, r"the id is missing"),
    ('id = "mine.shuttle"', "id = 7", 5, r"id must be words in quotes, not 7"),
    ("verbs =", "verb =", 6, r"unknown field 'verb'\. Did you mean 'verbs'"),
    ('verbs = "shuttle"', 'verbs = " , "', 4, r"neither verbs nor nouns"),
    ('verbs = "shuttle"', 'verbs = ["shuttle"]', 6, r"verbs must be words in one pair of quotes"),
    ('"visit"', '"visits"', 7, r"'visits' is no mode of CONSULT\. Did you mean 'visit'"),
    ('"visit"', '"seize"', 7, r"'seize' is no mode of CONSULT\."),
    ("0.8", '"0.8"', 8, r"weight must be a number from 0 to 1, not '0\.8'"),
    ("0.8", "8", 8, r"weight must be a number from 0 to 1, not 8"),
    ("0.8", "nan", 8, r"weight must be a number"),
    ("0.8", "true", 8, r"weight must be a number"),
    ("weight = 0.8", 'bare = "no"', 8, r"bare must be true or false"),
    ("weight = 0.8", 'context = "economic, millitary"', 8, r"'millitary' is none of PLOVER's contexts\. Did you mean 'military'"),
    ("weight = 0.8", 'channel = "enrgy"', 8, r"'enrgy' is no channel\. Did you mean 'energy'"),
    ("weight = 0.8", 'party = "subjects"', 8, r"'subjects' is no party\. Did you mean 'subject'"),
    ("weight = 0.8", 'op = "promises"', 8, r"'promises' is no op\. Did you mean 'promise'"),
    ("weight = 0.8", 'sides = "both"', 8, r"'both' is no sides\. There are: all, clash"),
    ("weight = 0.8", 'object = "-@goverment"', 8, r"no class of words '@goverment'\. Did you mean 'government'"),
    ("weight = 0.8", 'recipient = "to, objct"', 8, r"recipient 'objct' is no place where a party stands.*Did you mean 'object'"),
    ("NOR >", "Norway >", 10, r"'Norway' is no code.*Did you mean 'NOR'"),
    ("ARM, AZE", "ARM, QQQ", 10, r"'QQQ' is no code"),
    ('example = "The Norwegian envoy shuttled between Armenia and Azerbaijan."', 'example = ""', 9, r"example is missing or empty"),
    ("weight = 0.8", "weight = 0,8", 8, r"not TOML"),
    ("weight = 0.8", "weight = 0.8\nweight = 0.9", 9, r"not TOML: cannot overwrite a value"),
    ("weight = 0.8", "extra = '''\nevent = 1\n'''", 8, r"unknown field 'extra'"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES, ids=[m[1][:30] or m[0] for m in MISTAKES])
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    message = refused(tmp_path, changed(old, new))
    assert "nothing of it is used" in message
    (found,) = [m for m in message.splitlines()[1:] if f"mine.toml, line {line}: " in m]
    assert re.search(said, found), found


def test_what_is_no_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    assert "mine.toml, line 9: byte 0xe9 is not UTF-8" in refused(tmp_path, GOOD.replace("Armenia", "Arménia").encode("latin-1"))
    assert "mine.toml, line 1: " in refused(tmp_path, GOOD.encode("utf-16"))


def test_an_empty_file_says_what_goes_into_it(tmp_path: Path) -> None:
    assert "it holds no entry. Begin one with [[sense]]" in refused(tmp_path, "# nothing\n")


def test_an_id_that_stands_twice_is_named_where_it_stands_again(tmp_path: Path) -> None:
    again = GOOD[GOOD.index("[[sense]]") :]
    assert "mine.toml, line 12: entry mine.shuttle: the id stands twice" in refused(tmp_path, GOOD + again)


def test_all_mistakes_are_listed_at_once_up_to_twenty(tmp_path: Path) -> None:
    message = refused(tmp_path, changed('"visit"', '"visits"').replace("0.8", "8").replace("CONSULT", "CONSULTS"))
    assert [part.split(":")[0].split()[-1] for part in message.splitlines()[1:]] == ["2", "7", "8"]
    many = 'event = "AID"\n' + "".join(f'[[sense]]\nid = "m.{i}"\nverbs = "x"\nexample = "x"\nweight = 2\n' for i in range(30))
    lines = refused(tmp_path, many).splitlines()
    assert lines[0].startswith(f"{tmp_path / 'mine.toml'} has 30 mistakes")
    assert len(lines) == 22
    assert lines[-1] == "and 10 more"


def test_an_endless_value_is_quoted_in_part(tmp_path: Path) -> None:
    assert len(refused(tmp_path, changed('"visit"', '"' + "v" * 100_000 + '"'))) < 1000
    assert "nested too deep" in refused(tmp_path, "x = " + "[" * 100_000)


def test_classes_of_a_file_may_be_used_in_it_and_must_be_words(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(changed("weight = 0.8", 'object = "@boats"') + '[classes]\nboats = "ferry, barge"\n')
    (sense,) = [s for s in load_lexicon((str(file),)).senses if s.id == "mine.shuttle"]
    assert sense.object.any_of == {"ferry", "barge"}
    assert "mine.toml, line 12: the class 'boats' must be words in quotes" in refused(tmp_path, GOOD + '[classes]\nboats = ["ferry"]\n')
