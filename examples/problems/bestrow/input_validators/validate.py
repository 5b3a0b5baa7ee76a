import sys

lines = sys.stdin.read().split("\n")
n, gains = int(lines[0]), list(map(int, lines[1].split()))
fits = len(lines) == 3 and lines[2] == "" and n == len(gains) and 1 <= n <= 200_000
sys.exit(42 if fits and all(-(10**6) <= gain <= 10**6 for gain in gains) else 43)
