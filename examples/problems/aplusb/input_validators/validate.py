"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

text = sys.stdin.read()
match = re.fullmatch(r"(-?\d+) (-?\d+)\n", text)
ok = match is not None and all(str(int(x)) == x and abs(int(x)) <= 10**12 for x in match.groups())
sys.exit(42 if ok else 43)
