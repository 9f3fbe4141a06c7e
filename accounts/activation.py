"""From a confirmed link to a working account."""
