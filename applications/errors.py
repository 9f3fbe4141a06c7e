"""How the acts on a file say no: each error carries the sentences its holder reads."""

from django.utils.functional import Promise

Sentence = str | Promise


class ApplicationError(Exception):
    """An act on a file was refused; `message` is the translated sentence for the person who tried."""

    def __init__(self, message: Sentence) -> None:
        super().__init__(message)
        self.message = message


class InvalidFields(ApplicationError):
    """Some of what was typed is refused; `errors` has a sentence per field, for the form that asked."""

    def __init__(self, errors: dict[str, Sentence]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = errors
