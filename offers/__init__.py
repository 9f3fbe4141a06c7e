"""Offers of dwellings, income ceilings, eligibility rules, matching and search."""
