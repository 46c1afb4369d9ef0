"""Trade in many sectors that buy from each other: what tariffs and other costs of trade do. In: arrays. Out: welfare and its parts."""

from equipoise.whatif.sectors.answer import SectorsResult, sectors
from equipoise.whatif.sectors.shocks import SectorShocks, sector_shocks

__all__ = ["SectorShocks", "SectorsResult", "sector_shocks", "sectors"]
