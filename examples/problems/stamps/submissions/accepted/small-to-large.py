_, postage = map(int, input().split())
values = list(map(int, input().split()))
fewest = [0]
for cents in range(1, postage + 1):
    fewest.append(1 + min((fewest[cents - value] for value in values if value <= cents), default=float("inf")))
print("impossible" if fewest[postage] == float("inf") else fewest[postage])
