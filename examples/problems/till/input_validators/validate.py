"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
names, arguments = lines
good = 1 <= len(names) <= 50_001 and names[0] == "Till" and "Till" not in names[1:] and len(names) == len(arguments)
for name, given in zip(names, arguments):
    good = good and (name != "ring" or 1 <= given[0] <= 10_000)
    good = good and (name != "takeBack" or 1 <= given[0] <= 50_000)
sys.exit(42 if good else 43)
