"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]


(cars,) = lines
sys.exit(42 if len(cars) <= 50_000 and all(abs(one) <= 10**9 for one in cars) else 43)
