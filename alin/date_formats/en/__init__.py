"""English as the site writes it: these are dates in France."""
