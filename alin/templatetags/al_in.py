"""Template tags and filters used all over the site; built in, no {% load %} needed."""

from django import template

register = template.Library()
