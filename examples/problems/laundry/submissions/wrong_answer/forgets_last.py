n, m = map(int, input().split())
rules = [tuple(map(int, input().split())) for _ in range(m)]
order = list(range(1, n + 1))
for _ in range(5):
    for a, b in rules[:-1]:
        if order.index(a) > order.index(b):
            order.remove(a)
            order.insert(order.index(b), a)
print(*order)
