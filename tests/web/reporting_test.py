#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page on which a member reports on its pledge: the logic by Node, and the page in Chromium, on the demonstration of the
program itself.

reporting_test.py BUILD PROGRAM"""

from form_page import check

if __name__ == "__main__":
    check("reporting")
