"""Look through the files of words and actors that the settings name. In: settings. Out: nothing, or an error that lists what is wrong.

Done before anything is read or written, so that a mistake leaves everything as it was.
"""

from __future__ import annotations

from equipoise.settings import Settings


def check_own_files(settings: Settings) -> None:
    """Every lexicon and actor file can be used. Raises InputError that lists the mistakes of the first one that cannot."""
    if settings.lexicon:
        from equipoise.read.coders.rules.lexicon import load_lexicon

        load_lexicon(settings.lexicon)
    if settings.actors:
        from equipoise.read.actors.own_file import read_own_actors

        for file in settings.actors:
            read_own_actors(file)
