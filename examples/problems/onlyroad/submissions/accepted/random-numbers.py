import sys
from random import getrandbits

n, m, *ends = map(int, sys.stdin.buffer.read().split())
roads = [[] for _ in range(n + 1)]
for i in range(m):
    a, b = ends[2 * i], ends[2 * i + 1]
    roads[a].append((b, i))
    roads[b].append((a, i))
parent, order, number, taken = [0] * (n + 1), [], [0] * (n + 1), [False] * m
parent[1] = -1
towns = [1]
while towns:
    town = towns.pop()
    order.append(town)
    for other, road in roads[town]:
        if parent[other] == 0:
            parent[other] = town
            taken[road] = True
            towns.append(other)
for road in range(m):
    if not taken[road]:
        one = getrandbits(64)
        number[ends[2 * road]] ^= one
        number[ends[2 * road + 1]] ^= one
for town in reversed(order[1:]):
    number[parent[town]] ^= number[town]
print(sum(number[town] == 0 for town in order[1:]))
