"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

lines = sys.stdin.read().split("\n")
if lines.pop() != "" or not re.fullmatch(r"[1-9]\d*", lines[0]):
    sys.exit(43)
n = int(lines[0])
corners = lines[1:]
ok = 3 <= n <= 50_000 and len(corners) == n and all(re.fullmatch(r"-?\d+ -?\d+", line) for line in corners)
ok = ok and all(abs(int(x)) <= 10**6 for line in corners for x in line.split()) and len(set(corners)) == n
sys.exit(42 if ok else 43)
