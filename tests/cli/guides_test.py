#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The guides as a reader follows them: every ```sh block of a page is run on a terminal, in order, from an empty folder.

A ```text block behind a block has lines that the block must print: in it, `…` matches anything within a line, and a line with
nothing else matches any lines. A block that is marked ```sh serving is one command that goes on running until the page ends.
"""

import codecs
import contextlib
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import socket
import struct
import sys
import tempfile
import termios
import time

from program import ROOT, skip

PAGES = {"README.md": "Five minutes", "docs/MEMBERS.md": None, "docs/OFFICERS.md": None, "docs/READERS.md": None,
         "docs/FIGURES.md": None}
TOOLS = ("bash", "curl", "jq")
ADDRESS = "127.0.0.1:8080"  # in the pages; here, a free port
PASSPHRASE = "seven quiet rivers"
SECONDS_MAX = 240
COLUMNS = 120

FENCED = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
MARK = "\x1e"
CONSENT = re.compile(r"\[y/N\] $")
SECRET = re.compile(r"(passphrase (of|for) [^\n]*|repeat it): $")


class Block:
    def __init__(self, number, words, commands):
        self.number, self.commands = number, commands
        self.is_serving = "serving" in words
        self.expected = []


def blocks_of(page, section):
    """The blocks of a page, or of one of its sections, each with the texts that it must print."""
    text = (ROOT / page).read_text(encoding="utf-8")
    if section:
        text = re.search(rf"^## {section}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE).group(1)
    blocks = []
    for info, content in FENCED.findall(text):
        words = info.split()
        if words[:1] == ["sh"]:
            blocks.append(Block(len(blocks), words, content))
        elif words[:1] == ["text"]:
            blocks[-1].expected.append(content)
    return blocks


def free_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def write_script(folder, blocks, address):
    """One shell for the whole page, since a reader's variables live on from block to block."""
    lines = ["set -eu", "serving=", "trap 'test -z \"$serving\" || kill $serving' EXIT"]
    for block in blocks:
        commands = block.commands.replace(ADDRESS, address)
        path = folder / f"block-{block.number}.sh"
        log = folder / f"block-{block.number}.log"
        path.write_text(f"exec {commands}" if block.is_serving else commands, encoding="utf-8")
        lines.append(f"printf '\\036{block.number}\\n'")
        if not block.is_serving:
            lines.append(f". {path}")
            continue
        lines += [f"( . {path} ) >{log} 2>&1 & serving=$!",
                  f"for i in $(seq 300); do grep -q '^serving ' {log} && break; kill -0 $serving; sleep 0.1; done",
                  f"cat {log}"]
    lines.append("printf '\\036end\\n'")
    script = folder / "page.sh"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return script


def wait_for_silence(terminal, deadline):
    """A passphrase that is typed while the terminal still echoes is thrown away."""
    while termios.tcgetattr(terminal)[3] & termios.ECHO:
        if time.monotonic() > deadline:
            sys.exit("the terminal goes on echoing at a question for a passphrase")
        time.sleep(0.002)


def answer(terminal, said, deadline):
    if CONSENT.search(said):
        os.write(terminal, b"y\n")
    elif SECRET.search(said):
        wait_for_silence(terminal, deadline)
        os.write(terminal, PASSPHRASE.encode() + b"\n")
    else:
        return False
    return True


def read_all(terminal, deadline):
    """What the shell prints until it ends; its questions are answered."""
    printed, answered = "", 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while True:
        left = deadline - time.monotonic()
        if left < 0 or not select.select([terminal], [], [], left)[0]:
            sys.exit(f"not done after {SECONDS_MAX} s; the last words are:\n{printed[-2000:]}")
        with contextlib.suppress(OSError):  # EIO: the shell has ended
            if more := os.read(terminal, 65536):
                printed += decoder.decode(more)
                if answer(terminal, printed[answered:], deadline):
                    answered = len(printed)
                continue
        return printed


def run_on_terminal(script, folder, environment):
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe("bash", ["bash", "--noprofile", "--norc", str(script)], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    done = False
    try:
        printed = read_all(terminal, time.monotonic() + SECONDS_MAX)
        done = True
    finally:
        if not done:
            os.kill(child, signal.SIGHUP)
        os.close(terminal)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, printed


def plain(text):
    """Lines as they are seen in the end: a progress bar overwrites itself."""
    lines = ESCAPE.sub("", text).split("\n")
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1].rstrip() for line in lines)


def pattern_of(expected):
    pattern = ""
    for line in expected.rstrip("\n").split("\n"):
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += "[^\n]*".join(map(re.escape, line.rstrip().split("…"))) + r"\n"
    return re.compile("^" + pattern, re.MULTILINE)


def check_printed(page, blocks, printed, address):
    parts = dict(part.split("\n", 1) for part in plain(printed).split(MARK)[1:])
    for block in blocks:
        said = parts.get(str(block.number), "")
        for expected in block.expected:
            wanted = expected.replace(ADDRESS, address)
            if not pattern_of(wanted).search(said):
                sys.exit(f"{page}, block {block.number}:\n{block.commands}\nprints\n{said}\nand not\n{wanted}")


def run_page(page, section, program):
    blocks = blocks_of(page, section)
    if not any(block.expected for block in blocks):
        sys.exit(f"{page}: no block says what it prints")
    address = free_address()
    with tempfile.TemporaryDirectory(prefix="pledgebook-guide-") as outer:
        folder, scripts, programs = (pathlib.Path(outer) / name for name in ("empty", "scripts", "programs"))
        for each in (folder, scripts, programs):
            each.mkdir()
        (programs / "pledgebook").symlink_to(program)
        environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8",
                       "TERM": "xterm", "NO_COLOR": "1"}
        status, printed = run_on_terminal(write_script(scripts, blocks, address), folder, environment)
    if status != 0 or not plain(printed).endswith(f"{MARK}end\n"):
        sys.exit(f"{page}: status {status}; the last words are:\n{plain(printed)[-3000:]}")
    check_printed(page, blocks, printed, address)
    print(f"{page}: {len(blocks)} blocks run as written")


def main():
    for tool in TOOLS:
        if shutil.which(tool) is None:
            skip(f"{tool} is not installed")
    program = pathlib.Path(sys.argv[1]).resolve()
    for page, section in PAGES.items():
        if len(sys.argv) < 3 or page in sys.argv[2:]:
            run_page(page, section, program)


if __name__ == "__main__":
    main()
