"""Exit status 42: the input keeps every promise of the statement."""
import re
import sys

text = sys.stdin.buffer.read().decode("utf-8")
name = text[:-1]
ok = text.endswith("\n") and "\n" not in name and 1 <= len(name) <= 100 and name == name.strip()
sys.exit(42 if ok else 43)
