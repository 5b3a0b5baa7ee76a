"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
kinds, most = lines
good = 1 <= len(kinds) <= 50_000 and all(0 <= kind <= 10**9 for kind in kinds) and 1 <= most <= 50_000
sys.exit(42 if good else 43)
