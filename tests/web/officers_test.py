#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pages of officers beside the desk's queues, and of second signers: their logic by Node, and the pages in Chromium, on
the demonstration of the program itself.

officers_test.py BUILD PROGRAM"""

from form_page import check

if __name__ == "__main__":
    check("officers")
