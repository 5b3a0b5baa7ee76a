import re
import sys

text = sys.stdin.read()
if re.fullmatch(r"(\d+ \d+\n)+", text) is None:
    sys.exit(43)
n, m, *ends = [int(x) for x in text.split()]
roads = list(zip(ends[::2], ends[1::2]))
good = 2 <= n <= 50_000 and 1 <= m <= 100_000 and len(roads) == m
good = good and all(1 <= a <= n and 1 <= b <= n and a != b for a, b in roads)
if not good:
    sys.exit(43)
top = list(range(n + 1))
for a, b in roads:
    while top[a] != a:
        top[a] = a = top[top[a]]
    while top[b] != b:
        top[b] = b = top[top[b]]
    top[a] = b
sys.exit(42 if sum(top[town] == town for town in range(1, n + 1)) == 1 else 43)
