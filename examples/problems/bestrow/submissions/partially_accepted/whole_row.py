# Right where nothing is lost: 30 points.
input()
print(sum(map(int, input().split())))
