"""Accepts every order in which each piece stands once and no rule is broken."""

import sys


def finish(code, message):
    with open(sys.argv[3] + "judgemessage.txt", "w") as file:
        file.write(message + "\n")
    sys.exit(code)


with open(sys.argv[1]) as file:
    n, m = map(int, file.readline().split())
    rules = [tuple(map(int, file.readline().split())) for _ in range(m)]

words = sys.stdin.read().split()
if len(words) != n:
    finish(43, f"{len(words)} pieces instead of {n}")
place = {}
for index, word in enumerate(words):
    if not word.isascii() or not word.isdecimal() or len(word) > 9 or not 1 <= int(word) <= n:
        finish(43, f"no piece: {word[:20]!r}")
    place[int(word)] = index
if len(place) != n:
    finish(43, "a piece is there twice")
for a, b in rules:
    if place[a] > place[b]:
        finish(43, f"{a} must come before {b}")
finish(42, "a good order")
