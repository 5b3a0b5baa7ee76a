import sys

name = sys.stdin.buffer.readline().rstrip(b"\r\n")
sys.stdout.buffer.write(b"Hello, " + name + b"!\n")
