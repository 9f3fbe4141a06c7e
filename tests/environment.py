"""Loaded by pytest before Django: the suite's own state folder, so that a developer's is never touched."""

import os
import tempfile

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("ALIN_VAR", tempfile.mkdtemp(prefix="al-in-tests-"))
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0" * 40)
