"""A sample city to try the product with: real names of departments, invented people and acts."""

from importlib.resources import files

CHART = files(__name__) / "chart.csv"
