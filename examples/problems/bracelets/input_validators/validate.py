"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
(bracelets,) = lines
good = 1 <= len(bracelets) <= 2_000
good = good and all(1 <= len(one) <= 20 and one.isascii() and one.isalpha() and one.islower() for one in bracelets)
sys.exit(42 if good else 43)
