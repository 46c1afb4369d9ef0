"""Trade in one sector: what a change of trade costs does to everybody. In: flows and a shock. Out: welfare, output, prices, flows."""

from equipoise.whatif.trade.answer import TradeResult, trade
from equipoise.whatif.trade.sensitivity import SensitivityResult, trade_sensitivity

__all__ = ["SensitivityResult", "TradeResult", "trade", "trade_sensitivity"]
