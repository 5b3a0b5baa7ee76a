import re
import sys

lines = sys.stdin.read().split("\n")
good = lines.pop() == "" and 1 <= len(lines) <= 5_000
for line in lines:
    match = re.fullmatch(r"([1-9]\d*) [a-z]{1,20} ([1-9]\d*)", line)
    good = good and match is not None and int(match[1]) <= 366 and int(match[2]) <= 100
sys.exit(42 if good else 43)
