"""Messages as rows: written with their cause, delivered by Celery after the commit (R7.1)."""
