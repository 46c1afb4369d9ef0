"""Read dates: the words that name a time in a sentence, and the time of an event. In: article, sentences. Out: DateSpan, EventDate.

``find_words`` sees the words, ``resolve`` turns them into days given when the article was published, ``DateReader`` joins them to events.
"""

from equipoise.read.dates.reader import DateReader

__all__ = ["DateReader"]
