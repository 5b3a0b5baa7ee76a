"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
names, arguments = lines
good = 1 <= len(names) <= 50_001 and 1 <= arguments[0][0] <= 10_000 and "Shelf" not in names[1:]
for given in arguments[1:]:
    good = good and given[0].isascii() and given[0].islower() and given[0].isalpha() and len(given[0]) <= 20
    good = good and all(1 <= pages <= 10_000 for pages in given[1:])
sys.exit(42 if good else 43)
