"""What answers are worth: the engines run on many draws of what is uncertain. In: what the engines take, with ranges. Out: 5, 50, 95 %."""

from equipoise.whatif.ranges.coercion import CoercionRanges, coercion_ranges
from equipoise.whatif.ranges.sectors import SectorsRanges, sectors_ranges
from equipoise.whatif.ranges.trade import RangesResult, trade_ranges

__all__ = ["CoercionRanges", "RangesResult", "SectorsRanges", "coercion_ranges", "sectors_ranges", "trade_ranges"]
