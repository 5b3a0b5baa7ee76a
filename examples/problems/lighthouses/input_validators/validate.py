import re
import sys

match = re.fullmatch(r"(\d+) (\d+) (\d+) (\d+)\n", sys.stdin.read())
if match is None:
    sys.exit(43)
a, p, b, q = map(int, match.groups())
sys.exit(42 if 1 <= a <= 10**9 and 1 <= b <= 10**9 and 0 <= p < a and 0 <= q < b else 43)
