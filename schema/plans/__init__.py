"""Plans: whole operations answered without going field by field: one statement for rows and all below them.

A plan is made once for an operation (and for how its @include and @skip are decided) and kept. What it does
not cover it leaves to Strawberry (StepAside), whose answer would have been the same.
"""

from schema.plans.keeping import Plan, Plans
from schema.plans.running import StepAside

__all__ = ["Plan", "Plans", "StepAside"]
