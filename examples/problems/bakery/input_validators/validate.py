import re
import sys

match = re.fullmatch(r"(\d+) (\d+)\n(\d+(?: \d+)*)\n", sys.stdin.read())
if match is None:
    sys.exit(43)
minutes = [int(x) for x in match[3].split()]
good = 1 <= int(match[1]) <= 50_000 and len(minutes) == int(match[1]) and 1 <= int(match[2]) <= 10**9
sys.exit(42 if good and all(1 <= one <= 10**9 for one in minutes) else 43)
