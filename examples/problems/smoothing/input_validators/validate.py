"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
readings, width = lines
good = 1 <= width <= len(readings) <= 50_000 and all(abs(one) <= 1000 for one in readings)
sys.exit(42 if good else 43)
