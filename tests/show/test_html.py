"""The page: loads nothing, runs nothing, shows hostile words as words, and can be read without eyes or mouse."""

import re
from html.parser import HTMLParser
from itertools import pairwise

from equipoise.show.brief import Brief
from equipoise.show.html import notes_html

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Outline(HTMLParser):
    """Tags, attributes, ids and headings of a page; asserts that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    """The page parsed."""
    found = Outline()
    found.feed(page)
    assert found.open == []
    return found


def test_nothing_is_loaded_and_nothing_runs(page: str) -> None:
    tags = outline(page).tags
    assert not {"script", "img", "link", "iframe", "object", "embed", "base", "form"} & {t for t, _ in tags}
    for tag, attrs in tags:
        assert "src" not in attrs, tag
        assert not any(name.startswith("on") for name in attrs), tag
        if "href" in attrs:
            assert re.match(r"#|https?://", attrs["href"] or ""), attrs
    assert "url(" not in page
    assert "@import" not in page


def test_a_policy_forbids_scripts_and_everything_from_outside(page: str) -> None:
    policy = next(a["content"] for t, a in outline(page).tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_hostile_words_come_out_as_words(page: str) -> None:
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "⟨U+202E⟩" in page
    assert "⟨U+001B⟩" in page
    assert "\u202e" not in page
    assert "\x1b" not in page


def test_every_link_inside_the_page_has_its_target(page: str) -> None:
    tags = outline(page).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for _, a in tags if (a.get("href") or "").startswith("#")} <= set(ids)  # type: ignore[index]


def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    levels = [int(t[1]) for t, _ in outline(page).tags if re.fullmatch(r"h[1-6]", t)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_tables_have_captions_and_headers_and_charts_have_words(page: str) -> None:
    tags = outline(page).tags
    names = [t for t, _ in tags]
    assert names.count("table") == names.count("caption")
    assert all(a.get("scope") in {"col", "row"} for t, a in tags if t == "th")
    assert all(len(a.get("aria-label") or "") > 40 for t, a in tags if t == "figure")
    assert names.count("figure") >= 4


def test_no_code_stands_without_its_name(page: str) -> None:
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S)
    text = re.sub(r"rule \S+", "", text)
    assert not re.search(r"\b(CONSULT|COOPERATE|SANCTION|AGREE|KAZ|RUS|CHN|FRA|EUR|WST|culture_language)\b", text)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_has_a_contrast_of_at_least_four_and_a_half(page: str) -> None:
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", page))
    tints = re.findall(r"\.(?:warm|cold)\d \{ background: (#[0-9a-f]{6})", page)
    assert len(tints) == 6
    for ground in (colours["paper"], colours["quiet"], colours["lit"], "#e8f0f7", "#f1f6fb", *tints):
        assert _contrast(colours["ink"], ground) >= 4.5
        assert _contrast(colours["link"], ground) >= 4.5
    assert _contrast(colours["soft"], colours["paper"]) >= 4.5
    assert _contrast("#3f4a57", tints[-1]) >= 4.5


def test_notes_are_marked_as_the_analysts_and_cannot_run_or_load_anything(page: str) -> None:
    assert "Written by a person." in page
    hostile = "<script>x</script> ![a](http://evil.example/a.png) [j](javascript:alert(1)) <b onclick=x>b</b>\n\n# Head"
    html = str(notes_html(hostile))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "<b " not in html
    assert "<h3>Head</h3>" in html


def test_the_page_is_the_same_twice(brief: Brief, page: str) -> None:
    from equipoise.show.html import brief_html

    assert brief_html(brief) == page
