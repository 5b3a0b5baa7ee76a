"""First pass: checks the word and hands it on as the input of the second. Second pass: compares the number."""

import os
import re
import sys

feedback = sys.argv[3]


def finish(code, message):
    with open(feedback + "judgemessage.txt", "a") as file:
        file.write(message + "\n")
    sys.exit(code)


with open(sys.argv[2]) as file:
    number = file.read().split()[0]
words = sys.stdin.read().split()
if len(words) != 1:
    finish(43, f"{len(words)} words")
if os.path.exists(feedback + "spoken"):
    finish(42 if words[0] == number else 43, f"heard {words[0][:20]!r}")
if not re.fullmatch(r"[abc]{1,40}", words[0]) or re.search(r"(.)\1", words[0]):
    finish(43, "the wall does not let this through")
for name, text in (("spoken", ""), ("nextpass.in", f"listen\n{words[0]}\n")):
    with open(feedback + name, "w") as file:
        file.write(text)
finish(42, f"spoke {len(words[0])} sounds")
