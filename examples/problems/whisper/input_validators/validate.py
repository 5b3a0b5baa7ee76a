import re
import sys

match = re.fullmatch(r"speak\n(0|[1-9][0-9]*)\n", sys.stdin.read())
sys.exit(42 if match and int(match[1]) < 2**30 else 43)
