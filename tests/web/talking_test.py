#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pages on which others attest to a pledge and discuss it: their code run by Node, and the pages in Chromium, on the
demonstration of the program itself.

talking_test.py BUILD PROGRAM"""

from form_page import check

if __name__ == "__main__":
    check("talking")
