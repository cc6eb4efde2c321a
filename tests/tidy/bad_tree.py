# SPDX-License-Identifier: Apache-2.0
"""Small trees of files for the checks' own tests."""

import contextlib
import pathlib
import tempfile


@contextlib.contextmanager
def tree(files):
    """A temporary folder that holds `files`, {path: text}."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = pathlib.Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        yield folder
