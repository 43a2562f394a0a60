"""Whether everybody is told everything, once and in order, while servers, links and databases fail."""
