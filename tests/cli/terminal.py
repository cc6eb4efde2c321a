# SPDX-License-Identifier: Apache-2.0
"""The program at a terminal of its own, for tests of what it asks there."""

import contextlib
import os
import pty
import select
import sys
import termios
import time

SECONDS_MAX = 60


class Session:
    """A run of the program; its questions are answered with `answer`, and `end` waits for it."""

    def __init__(self, pledgebook, *arguments, environment=None):
        self.printed = ""
        self.deadline = time.monotonic() + SECONDS_MAX
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(pledgebook.folder)
            os.execve(pledgebook.path, pledgebook.command(*arguments), {**os.environ, **(environment or {})})

    def read(self):
        """More of what is printed; empty once the program has ended."""
        left = self.deadline - time.monotonic()
        if left < 0 or not select.select([self.terminal], [], [], left)[0]:
            sys.exit(f"nothing more is printed after\n{self.printed}")
        with contextlib.suppress(OSError):  # EIO: the program has ended
            if more := os.read(self.terminal, 65536):
                self.printed += more.decode("utf-8", "replace")
                return True
        return False

    def wait_for(self, text):
        while text not in self.printed:
            if not self.read():
                sys.exit(f"the program ended without {text!r}:\n{self.printed}")

    def answer(self, question, text):
        """Waits for the question, types the text, and forgets what was printed before."""
        self.wait_for(question)
        self.printed = self.printed.split(question, 1)[1]
        os.write(self.terminal, text.encode("utf-8"))

    def echoes(self):
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def end(self):
        """The exit status; negative: the signal that ended it."""
        while self.read():
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        os.close(self.terminal)
        return status
