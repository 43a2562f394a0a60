"""A sample city to try the product with: real names of departments, invented people and acts, all marked."""

from madang.server.sample.city import CHART, PEOPLE, found, is_empty

__all__ = ["CHART", "PEOPLE", "found", "is_empty"]
