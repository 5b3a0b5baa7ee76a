"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

match = re.fullmatch(r"(\d+)\n(\d+(?: \d+)*)\n", sys.stdin.read())
if match is None:
    sys.exit(43)
huts = [int(x) for x in match[2].split()]
ok = 1 <= int(match[1]) <= 50_000 and len(huts) == int(match[1]) and all(h <= 10**9 for h in huts)
sys.exit(42 if ok else 43)
