"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
(shifts,) = lines
good = len(shifts) <= 50_000 and all(len(one) == 2 and 0 <= one[0] <= one[1] <= 10**9 for one in shifts)
sys.exit(42 if good else 43)
