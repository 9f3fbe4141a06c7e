"""Compile the translations, or check that every French sentence of the code has its English one.

`python -m alin.translations --compile` needs Babel alone, so that a fresh clone starts without GNU gettext.
`--check` collects the sentences with makemessages, which needs it (`apt install gettext`).
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "alin" / "locale"
IGNORED = [".venv/*", "var/*", "tests/*", "alin/locale"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")


def main() -> None:
    """Do what the command line asks."""
    if "--compile" in sys.argv:
        compile_all()
    elif "--check" in sys.argv:
        problems = sorted(set(check()))
        for problem in problems:
            print(problem)
        if problems:
            sys.exit(
                f"{len(problems)} sentences are not right in English (alin/locale/en/LC_MESSAGES/django.po)."
            )


def compile_all() -> None:
    """Write a .mo beside each .po that is newer than it."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        partial = target.with_suffix(f".{os.getpid()}.part")
        with partial.open("wb") as file:
            write_mo(file, catalog_of(source))
        partial.replace(target)


def catalog_of(source: Path) -> Catalog:
    """A .po file, read."""
    with source.open("rb") as file:
        return read_po(file)


def check() -> Iterator[str]:
    """A line for each sentence without a usable English translation."""
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is missing: install it with « sudo apt install gettext ».")
    english = catalog_of(LOCALE / "en" / "LC_MESSAGES" / "django.po")
    for sentence in sentences_of_the_code():
        if sentence.id:
            yield from problems_of(sentence, english.get(sentence.id, sentence.context))


def sentences_of_the_code() -> Catalog:
    """Every sentence marked for translation in Python and in templates."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alin.settings")
    import django
    from django.core.management import call_command
    from django.test.utils import override_settings

    django.setup()
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder, override_settings(LOCALE_PATHS=[folder]):
        call_command("makemessages", locale=["en"], ignore_patterns=IGNORED, verbosity=0)
        return catalog_of(Path(folder) / "en" / "LC_MESSAGES" / "django.po")


def problems_of(sentence: Message, found: Message | None) -> Iterator[str]:
    """What is wrong with one sentence's translation."""
    singular, plural = (sentence.id, sentence.id) if isinstance(sentence.id, str) else sentence.id[:2]
    translated = texts_of(found) if found and not found.fuzzy else []
    if not translated or not all(translated):
        yield f"not translated: {singular}"
    elif set(PLACEHOLDER.findall(translated[-1])) != set(PLACEHOLDER.findall(plural)):
        yield f"placeholders differ: {singular}"


def texts_of(message: Message) -> list[str]:
    """The translation's forms: one, or one per plural."""
    forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return [str(form or "") for form in forms]


if __name__ == "__main__":
    main()
