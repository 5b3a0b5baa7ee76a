"""Exit status 42: the input keeps every promise of the statement. That it fits signature.yaml is checked by the import."""
import json
import sys

lines = [json.loads(line) for line in sys.stdin.read().splitlines()]
skills, applicants = lines
good = 1 <= skills <= 16 and 1 <= len(applicants) <= 50_000 and all(0 <= one < 2**skills for one in applicants)
sys.exit(42 if good else 43)
