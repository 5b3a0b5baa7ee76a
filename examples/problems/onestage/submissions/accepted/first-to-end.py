import sys

_, *minutes = map(int, sys.stdin.buffer.read().split())
playing = free = 0
for end, begin in sorted(zip(minutes[1::2], minutes[::2])):
    if begin >= free:
        playing += 1
        free = end
print(playing)
