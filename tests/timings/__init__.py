"""Measurements of a running portal: outside the suite, for time is not a thing to assert."""
