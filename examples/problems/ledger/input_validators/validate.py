"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

lines = sys.stdin.read().split("\n")
if lines.pop() != "" or not re.fullmatch(r"\d+ \d+", lines[0]):
    sys.exit(43)
n, q = map(int, lines[0].split())
ok = 1 <= n <= 100_000 and 1 <= q <= 20_000 and len(lines) == q + 1
audits = 0
for line in lines[1:]:
    match = re.fullmatch(r"(?:add (\d+) (\d+) (-?\d+)|sum (\d+) (\d+))", line)
    if match is None:
        sys.exit(43)
    l, r = int(match[1] or match[4]), int(match[2] or match[5])
    ok = ok and 1 <= l <= r <= n and (match[3] is None or abs(int(match[3])) <= 1000)
    audits += match[3] is None
sys.exit(42 if ok and audits > 0 else 43)
