"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
seats, steps = lines
good = 1 <= len(seats) <= 20_000 and 0 <= steps <= 10**9 and all(len(one) <= 20 for one in seats)
sys.exit(42 if good else 43)
