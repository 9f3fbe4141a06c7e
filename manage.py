#!/usr/bin/env python
"""Django's command line for AL'in."""

import sys


def main() -> None:
    """Run the command named on the command line."""
    from django.core.management import execute_from_command_line

    from alin.environment import load_settings

    load_settings()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
