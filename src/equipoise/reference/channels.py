"""Labels of the channels of influence. In: data/channels.toml. Out: channel_label, channel_about."""

from __future__ import annotations

from functools import cache

from equipoise.reference.files import read_table
from equipoise.words.event import Channel


@cache
def _channels() -> dict[Channel, tuple[str, str]]:
    return {Channel(key): (str(row["label"]), str(row["about"])) for key, row in read_table("channels.toml").items()}


def channel_label(channel: Channel | str) -> str:
    """What a reader sees for a channel.

    >>> channel_label("culture_language")
    'Culture and language'
    """
    return _channels()[Channel(channel)][0]


def channel_about(channel: Channel | str) -> str:
    """What belongs to a channel, in one line."""
    return _channels()[Channel(channel)][1]
