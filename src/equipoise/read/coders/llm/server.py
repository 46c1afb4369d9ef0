"""Ask a server that speaks the OpenAI protocol. In: a Prompt. Out: the text of the answer, from the cache where it was asked before.

Answers are kept on disk under the hash of model and prompt, so coding again costs nothing and gives the same.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from equipoise.read.coders.llm.answer import answer_schema
from equipoise.read.coders.llm.prompt import Prompt
from equipoise.settings import Settings
from equipoise.words.errors import CoderUnavailable, InputError

TRIES = 5
MOST_BYTES = 2_000_000  # of one answer
KEY = "EQUIPOISE_LLM_KEY"


class Server:
    """One model at one address. ``sleep`` waits seconds; a request that fails for a passing reason is tried five times, ever later."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        if not settings.llm_url or not settings.llm_model:
            raise InputError("The coder llm needs an address and a model: --llm-url http://127.0.0.1:8000/v1 --llm-model NAME")
        if not settings.llm_url.startswith(("http://", "https://")):
            raise InputError(f"llm_url must be an http or https address, not {settings.llm_url!r}")
        self.model = settings.llm_model
        self._url = settings.llm_url.rstrip("/") + "/chat/completions"
        self._settings, self._sleep = settings, sleep
        self._cache = Path(settings.llm_cache) if settings.llm_cache else _cache_folder()
        self._jitter = random.Random(settings.seed)  # noqa: S311  spreads retries, guards nothing
        self._asked = 0

    def answer(self, prompt: Prompt) -> str:
        """The model's answer. Raises CoderUnavailable where the server cannot be reached or the budget of requests is used up."""
        place = self._cache / prompt.digest[:2] / f"{prompt.digest}.json"
        if place.is_file():
            return str(json.loads(place.read_text(encoding="utf-8"))["answer"])
        text = self._ask(prompt)
        _keep(place, json.dumps({"model": self.model, "answer": text}))
        return text

    def _ask(self, prompt: Prompt) -> str:
        why = ""
        for attempt in range(TRIES):
            if self._asked >= self._settings.llm_budget:
                raise CoderUnavailable(
                    f"The budget of {self._settings.llm_budget} requests is used up. Raise llm_budget and run again; what was done is kept"
                )
            self._asked += 1
            text, why, wait = self._once(prompt)
            if text is not None:
                return text
            if attempt + 1 < TRIES:
                self._sleep(wait if wait is not None else min(30.0, 2.0**attempt) * (0.5 + self._jitter.random()))
        raise CoderUnavailable(f"{self._url} did not answer after {TRIES} tries: {why}. Check the address; what was done is kept")

    def _once(self, prompt: Prompt) -> tuple[str | None, str, float | None]:
        """(answer, "", None), or (None, why not, seconds the server asks to wait). A refusal that will not pass is raised."""
        import httpx2

        headers = {"Authorization": f"Bearer {os.environ[KEY]}"} if os.environ.get(KEY) else {}
        try:
            with (
                httpx2.Client(timeout=self._settings.llm_timeout, follow_redirects=False) as client,
                client.stream("POST", self._url, headers=headers, json=_request(self.model, prompt)) as response,
            ):
                body = _limited(response.iter_bytes())
        except (httpx2.HTTPError, OSError, ValueError) as e:
            return None, str(e) or type(e).__name__, None
        if response.status_code in (408, 409, 425, 429) or response.status_code >= 500:
            return None, f"status {response.status_code}", _seconds(response.headers.get("retry-after"))
        if response.status_code != 200:
            raise CoderUnavailable(f"{self._url} refused the request with status {response.status_code}. Check llm_model and {KEY}")
        try:
            return str(json.loads(body)["choices"][0]["message"]["content"] or ""), "", None
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            return None, "its answer is not the protocol's", None


def _request(model: str, prompt: Prompt) -> dict[str, Any]:
    schema = {"name": "events", "strict": True, "schema": answer_schema()}
    messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
    return {"model": model, "temperature": 0, "messages": messages, "response_format": {"type": "json_schema", "json_schema": schema}}


def _limited(parts: Any) -> bytes:
    body = b""
    for part in parts:
        body += part
        if len(body) > MOST_BYTES:
            raise ValueError(f"its answer is longer than {MOST_BYTES} bytes")
    return body


def _seconds(text: str | None) -> float | None:
    return min(60.0, float(text)) if text and text.strip().isdigit() else None


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "equipoise" / "llm"


def _keep(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    Path(name).replace(place)
