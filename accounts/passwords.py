"""The password rules of R2.7 that Django does not bring."""


class CompositionValidator:
    """At least one digit, one capital, one small letter."""


class NotTheUsernameValidator:
    """Different from the username."""
