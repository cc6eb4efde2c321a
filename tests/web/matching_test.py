#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page on which members match their pledges: its code run by Node, and the page in Chromium, on the demonstration of the
program itself.

matching_test.py BUILD PROGRAM"""

from form_page import check

if __name__ == "__main__":
    check("matching")
