# Centres each line, which also puts spaces behind it: a presentation error.
h = int(input())
for i in range(1, h + 1):
    print(("*" * (2 * i - 1)).center(2 * h - 1))
print("|".center(2 * h - 1))
