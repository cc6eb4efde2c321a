#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""BDT's desk: its logic by Node, and its page in Chromium, on the demonstration of the program itself.

desk_test.py BUILD PROGRAM"""

from form_page import check

if __name__ == "__main__":
    check("desk")
