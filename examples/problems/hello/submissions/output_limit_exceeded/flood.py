import sys

# Greets for ever.
line = b"Hello, Hello, Hello!\n" * 1000
while True:
    sys.stdout.buffer.write(line)
