# Keeps only 40 lines of forest.
forest = [["" for _ in range(1)] for _ in range(40)]
h = int(input())
for i in range(1, h + 1):
    forest[i][0] = " " * (h - i) + "*" * (2 * i - 1)
    print(forest[i][0])
print(" " * (h - 1) + "|")
