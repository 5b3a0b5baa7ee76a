# Rounds up with the dearest stamp.
_, postage = map(int, input().split())
dearest = max(map(int, input().split()))
print(-(-postage // dearest))
