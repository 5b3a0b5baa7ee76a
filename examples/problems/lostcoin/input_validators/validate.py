import sys

n, coin = map(int, sys.stdin.readline().split())
sys.exit(42 if 1 <= coin <= n <= 10**6 and sys.stdin.read() == "" else 43)
