"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

text = sys.stdin.read()
match = re.fullmatch(r"(\d+) (\d+)\n(\d+(?: \d+)+)\n", text)
if match is None:
    sys.exit(43)
n, s = int(match[1]), int(match[2])
prices = [int(x) for x in match[3].split()]
ok = 2 <= n <= 200_000 and len(prices) == n and 1 <= s <= 2 * 10**9 and all(1 <= p <= 10**9 for p in prices)
sys.exit(42 if ok else 43)
