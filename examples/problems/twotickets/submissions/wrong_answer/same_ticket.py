# Finds the partner among all tickets, the ticket itself included.
import sys

n, target, *prices = map(int, sys.stdin.read().split())
first = {}
for number, price in enumerate(prices, 1):
    first.setdefault(price, number)
for number, price in enumerate(prices, 1):
    if target - price in first:
        print(*sorted((first[target - price], number)))
        break
else:
    print("impossible")
