import sys

# Greets in capitals, which the statement forbids.
print("Hello, " + sys.stdin.buffer.readline().decode().strip().upper() + "!")
