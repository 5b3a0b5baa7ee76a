"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
(nodes,) = lines
pieces = [one for one in nodes if one is not None]
sys.exit(42 if len(pieces) <= 20_000 and all(1 <= one <= 10**9 for one in pieces) else 43)
