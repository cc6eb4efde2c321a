#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A ledger for practice in Chromium: its page that gives the keys of every role, and what trainees do with them.

practice_test.py BUILD PROGRAM"""

from form_page import check

if __name__ == "__main__":
    check("practice", "--practice")
