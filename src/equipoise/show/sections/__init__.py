"""The parts of a brief, one module each. In: Facts and the evidence book. Out: Section. Their order is in brief.py."""
