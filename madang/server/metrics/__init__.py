"""What an operations team sees of a process: figures in the text format of Prometheus."""

from madang.server.metrics.page import Metrics
from madang.server.metrics.sources import Sources

__all__ = ["Metrics", "Sources"]
