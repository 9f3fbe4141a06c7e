"""The demo: a cast, demandes, offers and candidatures that show every situation; only with DEMO."""
