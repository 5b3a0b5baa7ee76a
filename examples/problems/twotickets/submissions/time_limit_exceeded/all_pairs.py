import sys

n, target, *prices = map(int, sys.stdin.read().split())
for later in range(n):
    for earlier in range(later):
        if prices[earlier] + prices[later] == target:
            print(earlier + 1, later + 1)
            sys.exit()
print("impossible")
