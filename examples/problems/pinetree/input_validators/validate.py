"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

match = re.fullmatch(r"([1-9]\d?)\n", sys.stdin.read())
sys.exit(42 if match and int(match[1]) <= 60 else 43)
