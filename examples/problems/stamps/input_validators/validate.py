import re
import sys

match = re.fullmatch(r"(\d+) (\d+)\n(\d+(?: \d+)*)\n", sys.stdin.read())
if match is None:
    sys.exit(43)
values = [int(x) for x in match[3].split()]
good = 1 <= int(match[1]) <= 20 and len(values) == int(match[1]) and 1 <= int(match[2]) <= 20_000
good = good and values == sorted(set(values)) and 1 <= values[0] and values[-1] <= 20_000
sys.exit(42 if good else 43)
