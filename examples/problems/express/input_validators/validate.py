"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

lines = sys.stdin.read().split("\n")
if lines.pop() != "" or not all(re.fullmatch(r"\d+ \d+ \d+", line) for line in lines):
    sys.exit(43)
n, m, k = map(int, lines[0].split())
ok = 2 <= n <= 5_000 and m <= 20_000 and k <= 5 and len(lines) == m + 1
for line in lines[1:]:
    a, b, p = map(int, line.split())
    ok = ok and 1 <= a <= n and 1 <= b <= n and a != b and 1 <= p <= 10**9
sys.exit(42 if ok else 43)
