"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

lines = sys.stdin.read().split("\n")
if lines.pop() != "" or not all(re.fullmatch(r"\d+ \d+", line) for line in lines):
    sys.exit(43)
n, m = map(int, lines[0].split())
ok = 1 <= n <= 100_000 and 0 <= m <= 100_000 and len(lines) == m + 1
ok = ok and all(1 <= int(x) <= n for line in lines[1:] for x in line.split())
sys.exit(42 if ok else 43)
