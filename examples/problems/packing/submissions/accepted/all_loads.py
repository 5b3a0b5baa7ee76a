n, c = map(int, input().split())
weights = list(map(int, input().split()))
# How each load can be reached: the parcel put in last, and the load before it.
reached = {0: (0, 0)}
for number, weight in enumerate(weights, 1):
    for load in list(reached):
        if load + weight <= c and load + weight not in reached:
            reached[load + weight] = (number, load)
load = max(reached)
while load:
    number, load = reached[load]
    print(number)
