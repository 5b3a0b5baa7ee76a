"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

lines = sys.stdin.read().split("\n")
if lines.pop() != "" or not re.fullmatch(r"\d+ \d+", lines[0]):
    sys.exit(43)
r, c = map(int, lines[0].split())
rows = lines[1:]
ok = 1 <= r <= 500 and 1 <= c <= 500 and len(rows) == r and all(re.fullmatch(r"[#.SE]{%d}" % c, row) for row in rows)
whole = "".join(rows)
sys.exit(42 if ok and whole.count("S") == 1 and whole.count("E") == 1 else 43)
