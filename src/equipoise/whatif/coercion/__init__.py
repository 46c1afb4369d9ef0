"""What cutting trade would cost both sides, who can add to it, and what its victim can do. In: flows, powers, targets. Out: tables."""

from equipoise.whatif.coercion.answer import coercion
from equipoise.whatif.coercion.balance import coercion_balance
from equipoise.whatif.coercion.by_sector import coercion_sectors
from equipoise.whatif.coercion.joint import coercion_joint
from equipoise.whatif.coercion.replies import coercion_answers

__all__ = ["coercion", "coercion_answers", "coercion_balance", "coercion_joint", "coercion_sectors"]
