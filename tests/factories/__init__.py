"""Factories by app: tests/factories/<app>.py; traits are named as situations (`submitted`, `expired`)."""
