"""Django's own dates, where a language of the site writes them otherwise (FORMAT_MODULE_PATH)."""
