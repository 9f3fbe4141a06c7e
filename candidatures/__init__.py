"""Candidatures: applying, the workflow, the score, and the work of consultants and landlords."""
