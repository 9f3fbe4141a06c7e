"""Public pages: home, help, law, language, health."""
