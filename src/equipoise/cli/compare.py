"""The command `compare-coders`: two coders over the same articles. In: sources. Out: how far they agree, and what they take for what."""

from __future__ import annotations

from typing import Annotated

import typer

from equipoise.cli.common import ActorsOption, FeedOption, LexiconOption, LlmModelOption, LlmUrlOption, how_to_read, memory, say
from equipoise.cli.read import Sources, take

First = Annotated[str, typer.Option("--coder", metavar="NAME", help="The first coder.")]
Second = Annotated[str, typer.Option("--with", metavar="NAME", help="The second coder.")]
MOST = 12  # confusions listed


def compare_coders(
    sources: Sources = None,
    coder: First = "rules",
    second: Second = "llm",
    feed: FeedOption = None,
    lexicon: LexiconOption = None,
    actors: ActorsOption = None,
    llm_url: LlmUrlOption = None,
    llm_model: LlmModelOption = None,
) -> None:
    """Code the same articles with two coders and show how far they agree.

    Example: equipoise compare-coders articles/ --with llm --llm-url http://127.0.0.1:8000/v1 --llm-model my-model
    """
    from equipoise.read.agreement import agreement

    found = []
    for name in (coder, second):
        with memory(**how_to_read(name, lexicon, actors, llm_url, llm_model)) as opened:
            take(opened, sources, feed)
            found.append(list(opened.mentions()))
    a = agreement(*found)
    say(f"Both report {a.both} events; only {coder} {a.only_a}; only {second} {a.only_b}.")
    say(f"Cohen's kappa on the type, with nothing as a type: {_figure(a.kappa)}")
    for what in ("type", "actors", "recipients", "modality", "channel"):
        say(f"  same {what:<11}{_figure(getattr(a, what))}")
    for x, y, n in a.confused[:MOST]:
        say(f"  {coder} says {x}, {second} says {y}: {n}")
    if len(a.confused) > MOST:
        say(f"  and {len(a.confused) - MOST} more kinds")


def _figure(value: float | None) -> str:
    return "nothing to compare" if value is None else f"{value:.2f}"
