"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

text = sys.stdin.read()
sys.exit(42 if re.fullmatch(r"[!-~]{1,1000000}\n", text) else 43)
