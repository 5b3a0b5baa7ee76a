import re
import sys

text = sys.stdin.read()
if re.fullmatch(r"\d+\n(\d+ \d+ \d+\n)*", text) is None:
    sys.exit(43)
n, *rest = [int(x) for x in text.split()]
roads = list(zip(rest[::3], rest[1::3], rest[2::3]))
if not (1 <= n <= 50_000 and len(roads) == n - 1 and all(1 <= a <= n and 1 <= b <= n and 1 <= w <= 10_000 for a, b, w in roads)):
    sys.exit(43)
top = list(range(n + 1))
for a, b, _ in roads:
    while top[a] != a:
        top[a] = a = top[top[a]]
    while top[b] != b:
        top[b] = b = top[top[b]]
    if a == b:
        sys.exit(43)
    top[a] = b
sys.exit(42)
