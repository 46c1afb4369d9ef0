"""A world that the trade engines can use, made of bilateral trade and GDP. In: tables of any kind. Out: flows with domestic ones."""

from equipoise.whatif.world_matrix.by_sector import SectorWorld, sector_world
from equipoise.whatif.world_matrix.check import PartnerCheck, partner_check
from equipoise.whatif.world_matrix.input_output import icio_world
from equipoise.whatif.world_matrix.layouts import LAYOUTS, bilateral_flows
from equipoise.whatif.world_matrix.matrix import WorldMatrix, world_matrix

__all__ = [
    "LAYOUTS",
    "PartnerCheck",
    "SectorWorld",
    "WorldMatrix",
    "bilateral_flows",
    "icio_world",
    "partner_check",
    "sector_world",
    "world_matrix",
]
