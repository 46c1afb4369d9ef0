"""What answers are worth: the engines run on many draws of what is uncertain. In: what the engines take, with ranges. Out: 5, 50, 95 %."""

from equipoise.whatif.ranges.trade import RangesResult, trade_ranges

__all__ = ["RangesResult", "trade_ranges"]
