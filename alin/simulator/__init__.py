"""The registry's simulator as a site of its own (docs/simulator.md); only where REGISTRY_URL is not set."""
