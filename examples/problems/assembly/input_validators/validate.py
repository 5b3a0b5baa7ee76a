"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
(needed,) = lines
good = len(needed) <= 2_000 and sum(map(len, needed)) <= 20_000 and all(len(set(one)) == len(one) for one in needed)
sys.exit(42 if good else 43)
