import sys

n, m, *ends = map(int, sys.stdin.buffer.read().split())
roads = [[] for _ in range(n + 1)]
for i in range(m):
    roads[ends[2 * i]].append((ends[2 * i + 1], i))
    roads[ends[2 * i + 1]].append((ends[2 * i], i))
bridges = 0
for closed in range(m):
    seen, towns = {1}, [1]
    for town in towns:
        for other, road in roads[town]:
            if road != closed and other not in seen:
                seen.add(other)
                towns.append(other)
    bridges += len(towns) < n
print(bridges)
