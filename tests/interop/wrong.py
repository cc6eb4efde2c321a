# SPDX-License-Identifier: Apache-2.0
"""The error that ends a verification: place and reason. Also readers of bytes that several files share."""

import base64
import binascii


class Wrong(Exception):
    def __init__(self, place, what):
        super().__init__(f"{place}: {what}")
        self.place, self.what = place, what


def require(condition, place, what):
    if not condition:
        raise Wrong(place, what)


def from_base64(text, place, length=None):
    """RFC 4648 section 4, strictly."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise Wrong(place, "this is not base64") from None
    require(base64.b64encode(data).decode() == text, place, "this is not the one spelling in base64")
    require(length is None or len(data) == length, place, f"this is not {length} bytes")
    return data
