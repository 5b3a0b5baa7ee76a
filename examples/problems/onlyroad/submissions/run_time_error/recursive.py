import sys

n, m, *ends = map(int, sys.stdin.buffer.read().split())
roads = [[] for _ in range(n + 1)]
for i in range(m):
    roads[ends[2 * i]].append((ends[2 * i + 1], i))
    roads[ends[2 * i + 1]].append((ends[2 * i], i))
found, low, bridges = [0] * (n + 1), [0] * (n + 1), 0


def visit(town, came, number):
    global bridges
    found[town] = low[town] = last = number
    for other, road in roads[town]:
        if road == came:
            continue
        if not found[other]:
            last = visit(other, road, last + 1)
            low[town] = min(low[town], low[other])
            bridges += low[other] > found[town]
        else:
            low[town] = min(low[town], found[other])
    return last


visit(1, -1, 1)
print(bridges)
