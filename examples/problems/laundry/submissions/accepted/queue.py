from collections import deque

n, m = map(int, input().split())
after = [[] for _ in range(n + 1)]
waits = [0] * (n + 1)
for _ in range(m):
    a, b = map(int, input().split())
    after[a].append(b)
    waits[b] += 1
ready = deque(i for i in range(1, n + 1) if waits[i] == 0)
order = []
while ready:
    piece = ready.pop()
    order.append(piece)
    for other in after[piece]:
        waits[other] -= 1
        if waits[other] == 0:
            ready.append(other)
print(*order, sep="\n")
