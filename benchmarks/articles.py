"""Make articles to measure with. In: how many, how long, a random generator. Out: rows of JSONL input. All words are our own.

Sentences are put together from parts, so that two articles share few word sequences: templates with slots would all look like copies.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

STATES = (
    ("Kazakhstan", "Kazakh", "Astana"),
    ("Russia", "Russian", "Moscow"),
    ("China", "Chinese", "Beijing"),
    ("France", "French", "Paris"),
    ("Germany", "German", "Berlin"),
    ("Türkiye", "Turkish", "Ankara"),
    ("Uzbekistan", "Uzbek", "Tashkent"),
    ("the United States", "American", "Washington"),
    ("the United Kingdom", "British", "London"),
    ("Azerbaijan", "Azerbaijani", "Baku"),
    ("Kyrgyzstan", "Kyrgyz", "Bishkek"),
    ("Japan", "Japanese", "Tokyo"),
)
OFFICES = (
    "President",
    "The foreign minister",
    "The energy minister",
    "The prime minister",
    "A deputy minister",
    "The ambassador",
    "The defence minister",
    "Officials",
)
GOODS = (
    *("uranium", "oil", "gas", "wheat", "copper", "lithium", "steel", "electricity"),
    *("cotton", "fertiliser", "machinery", "rails", "locomotives", "turbines", "vaccines", "textbooks"),
)
THEMES = (
    "a new railway across the steppe",
    "the price of transit",
    "water in the great rivers",
    "the return of prisoners",
    "a customs union that few traders understand",
    "scholarships for young engineers",
    "the long border",
    "a shared electricity market",
    "the search for rare metals",
    "flights between provincial towns",
    "a pipeline that nobody wants to pay for",
    "the safety of old dams",
)
DEEDS = (
    "met {b_adj} officials in {city}",
    "held talks with {b} about {theme}",
    "signed an agreement with {b} on {goods} and {goods2}",
    "criticised {b} for its treatment of {goods} traders",
    "promised to deliver {n} tonnes of {goods} to {b}",
    "rejected a {b_adj} proposal on {theme}",
    "visited {city} and spoke with {b_adj} managers about {theme}",
    "imposed duties of {p} percent on {b_adj} {goods}",
    "provided {b} with {n} million dollars for {theme}",
    "accused {b} of blocking {theme}",
    "called on {b} to open its market for {goods}",
    "suspended deliveries of {goods} to {b}",
    "welcomed {b_adj} plans for {theme}",
    "denied that it had asked {b} for {goods}",
    "would not support {b} in its dispute over {theme}",
    "may buy {n} tonnes of {goods} from {b}",
    "plans to build a plant for {goods} together with {b}",
)
WHENS = (
    "on Monday",
    "last week",
    "in March",
    "on {day} {month} {year}",
    "this year",
    "two days later",
    "on the eve of the summit",
    "in the autumn of {year}",
    "after weeks of silence",
)
TAILS = (
    "according to a statement by the {a_adj} government",
    "although trade in {goods2} fell by {p} percent in {year}",
    "while critics in {a_city} warned of {theme2}",
    "as both sides prepared for elections",
    "which analysts in {city} called a careful step",
    "and the two sides agreed to meet again before winter",
    "even if few details of {theme2} have been published",
    "because stocks of {goods2} were lower than in any year since {year}",
)
ASIDES = (
    "Exports of {goods} reached {n} tonnes, {p} percent more than in the year before.",
    "Nobody in {city} expects {theme} to be settled soon.",
    "The railway carries about {p} percent of {a_adj} {goods}, and most of it crosses {b}.",
    "Farmers near the border say that {theme} has cost them a third of their income.",
    "For {a}, {goods} are more than a source of money: they are a reason to be heard in {city}.",
    '"We have more neighbours than friends," said a trader who sells {goods} to {b}.',
    "Prices of {goods} rose again, and {theme} was not on the agenda.",
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
OUTLETS = ("Measured Times", "The Test Bench", "Steady Post", "Sample Gazette")


def make_articles(count: int, words: int, rng: random.Random) -> Iterator[dict[str, str]]:
    """Articles of about ``words`` words, as lines of JSONL input; every fortieth is a copy of the one before under another header."""
    article: dict[str, str] = {}
    for number in range(count):
        if number % 40 == 39:
            yield {**article, "id": f"a{number:05d}", "publisher": rng.choice(OUTLETS), "text": "Reprinted\n\n" + article["text"]}
            continue
        published = date(2022, 1, 3) + timedelta(days=rng.randrange(1000))
        paragraphs, length = [], 0
        while length < words:
            sentences = [make_sentence(rng, published.year) for _ in range(rng.randint(2, 4))]
            paragraphs.append(" ".join(sentences))
            length += len(paragraphs[-1].split())
        article = {
            "id": f"a{number:05d}",
            "date": published.isoformat(),
            "publisher": rng.choice(OUTLETS),
            "title": make_sentence(rng, published.year).rstrip("."),
            "text": "\n\n".join(paragraphs),
        }
        yield article


def make_sentence(rng: random.Random, year: int) -> str:
    """One sentence about two states."""
    (a, a_adj, a_city), (b, b_adj, _), (_, _, city) = rng.sample(STATES, 3)
    slots = {"a": a, "a_adj": a_adj, "a_city": a_city, "b": b, "b_adj": b_adj, "city": city}
    slots |= dict(zip(("goods", "goods2"), rng.sample(GOODS, 2), strict=True)) | dict(
        zip(("theme", "theme2"), rng.sample(THEMES, 2), strict=True)
    )
    numbers = {"n": rng.randint(2, 900), "p": rng.randint(2, 90), "day": rng.randint(1, 28), "month": rng.choice(MONTHS), "year": year}
    if rng.random() < 0.35:
        return rng.choice(ASIDES).format(**slots, **numbers)
    office = rng.choice(OFFICES)
    subject = {"President": f"The {a_adj} president", "Officials": f"{a_adj} officials"}.get(office, f"{office} of {a}")
    if rng.random() < 0.3:
        subject = a[0].upper() + a[1:]
    parts = [subject, rng.choice(DEEDS), rng.choice(WHENS)]
    text = " ".join(parts) + (", " + rng.choice(TAILS) if rng.random() < 0.6 else "") + "."
    return text.format(**slots, **numbers)


def write_articles(path: Path, count: int, words: int, seed: int) -> Path:
    """A JSONL file of generated articles; the same arguments give the same bytes."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in make_articles(count, words, random.Random(seed)))
    return path


def write_long_text(path: Path, size: int, seed: int) -> Path:
    """A text file of at least ``size`` bytes, in paragraphs."""
    rng, written = random.Random(seed), 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        while written < size:
            paragraph = " ".join(make_sentence(rng, 2023) for _ in range(4)) + "\n\n"
            written += len(paragraph.encode())
            out.write(paragraph)
    return path
