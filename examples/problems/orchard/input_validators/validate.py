"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
(trees,) = lines
good = 1 <= len(trees) <= 200 and 1 <= len(trees[0]) <= 200 and all(len(row) == len(trees[0]) for row in trees)
sys.exit(42 if good and all(-1 <= apples <= 1_000 for row in trees for apples in row) else 43)
