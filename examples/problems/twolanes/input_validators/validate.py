"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
left, right = lines
good = all(len(lane) <= 20_000 and all(0 <= plate <= 10**9 for plate in lane) for lane in (left, right))
sys.exit(42 if good else 43)
