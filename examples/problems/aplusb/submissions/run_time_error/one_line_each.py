# Expects the numbers on two lines.
a = int(input())
b = int(input())
print(a + b)
