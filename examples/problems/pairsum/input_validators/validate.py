"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]


values, target = lines
seen, pairs = {}, 0
for value in values:
    pairs += seen.get(target - value, 0)
    seen[value] = seen.get(value, 0) + 1
good = 2 <= len(values) <= 100_000 and all(abs(one) <= 10**9 for one in [*values, target]) and pairs == 1
sys.exit(42 if good else 43)
