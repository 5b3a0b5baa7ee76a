import sys

lines = sys.stdin.read().split("\n")
n, m = map(int, lines[0].split())
rules = [tuple(map(int, line.split())) for line in lines[1:-1]]
fits = 1 <= n <= 2000 and 0 <= m <= 5000 and len(rules) == m and lines[-1] == ""
sys.exit(42 if fits and all(1 <= a <= n and 1 <= b <= n and a != b for a, b in rules) else 43)
