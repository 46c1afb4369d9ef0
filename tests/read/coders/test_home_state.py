"""What is done in the state that an article is about, where nobody names it again."""

from collections.abc import Callable

from equipoise.read.coders import Coding

ABOUT_MALTA = (
    "Malta has many suitors.",
    "The president of Malta spoke to farmers.",
    "Malta sells few fish.",
    "Prices rose in Malta.",
    "Malta has one airport.",
)


def sides(coding: Coding) -> list[tuple[str, list[str], list[str]]]:
    return [(m.event.value, [str(a.code) for a in m.actors], [str(a.code) for a in m.recipients]) for m in coding.mentions]


def test_a_deed_without_a_recipient_is_done_to_the_state_of_the_article(code: Callable[..., Coding]) -> None:
    found = sides(code(*ABOUT_MALTA, "A Chinese company is laying a railway from south to north."))
    assert found == [("COOPERATE", ["CHN"], ["MLT"])]


def test_the_implied_recipient_has_no_words_of_its_own(code: Callable[..., Coding]) -> None:
    (mention,) = code(*ABOUT_MALTA, "A Chinese company is laying a railway from south to north.").mentions
    assert mention.recipients[0].text is None


def test_a_lone_sentence_implies_nobody(code: Callable[..., Coding]) -> None:
    assert sides(code("A Chinese company is laying a railway from south to north.")) == []


def test_where_two_states_are_named_as_often_none_is_implied(code: Callable[..., Coding]) -> None:
    about_two = tuple(s.replace("Malta", "Malta and Tunisia") for s in ABOUT_MALTA)
    found = sides(code(*about_two, "A Chinese company is laying a railway from south to north."))
    assert not any("CHN" in actors for _, actors, _ in found)


def test_a_recipient_that_is_named_stands(code: Callable[..., Coding]) -> None:
    found = sides(code(*ABOUT_MALTA, "A Chinese company is laying a cable through Tunisia."))
    assert found == [("COOPERATE", ["CHN"], ["TUN"])]
