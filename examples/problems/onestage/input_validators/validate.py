import re
import sys

text = sys.stdin.read()
if re.fullmatch(r"\d+\n(\d+ \d+\n)+", text) is None:
    sys.exit(43)
n, *rest = [int(x) for x in text.split()]
good = 1 <= n <= 50_000 and len(rest) == 2 * n
sys.exit(42 if good and all(0 <= a < b <= 10**9 for a, b in zip(rest[::2], rest[1::2])) else 43)
