"""Views of the registration site: coming in, reading, changing."""
