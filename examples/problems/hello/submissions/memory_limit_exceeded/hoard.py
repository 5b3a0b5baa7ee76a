# Takes memory and writes to all of it until there is none.
blocks = []
while True:
    blocks.append(b"x" * (1 << 20) + bytes([len(blocks) % 256]))
