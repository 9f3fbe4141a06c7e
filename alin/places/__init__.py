"""Communes, departments and zones of France."""
