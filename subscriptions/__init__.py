"""Live updates: what happened, who is listening, and the Redis between them."""

from importlib import import_module
from pkgutil import iter_modules

# A line of the log is readable once its kind is known: whoever touches the log knows all kinds.
for module in iter_modules(__path__):
    if module.name.endswith("_events"):
        import_module(f"{__name__}.{module.name}")
