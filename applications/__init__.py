"""The imported demande de logement social: registry, import, employment and consent, documents."""
