import sys

lines = sys.stdin.read().split("\n")
n, c = map(int, lines[0].split())
weights = list(map(int, lines[1].split()))
fits = lines[2:] == [""] and len(weights) == n and 1 <= n <= 200 and 1 <= c <= 10**6
sys.exit(42 if fits and all(1 <= weight <= c for weight in weights) else 43)
