print("bag", input())
