n, c = map(int, input().split())
weights = list(map(int, input().split()))
for number in sorted(range(n), key=lambda number: -weights[number]):
    if weights[number] <= c:
        c -= weights[number]
        print(number + 1)
