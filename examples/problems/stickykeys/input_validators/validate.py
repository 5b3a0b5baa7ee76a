"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
good = len(lines) == 2 and all(1 <= len(one) <= 50_000 and one.isascii() and one.isalpha() and one.islower() for one in lines)
sys.exit(42 if good else 43)
