import sys

n, bag = map(int, sys.stdin.readline().split())
sys.exit(42 if 1 <= bag <= n <= 2000 and sys.stdin.read() == "" else 43)
