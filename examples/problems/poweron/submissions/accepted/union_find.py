import sys


def main() -> None:
    n, m, *ends = map(int, sys.stdin.buffer.read().split())
    parent = list(range(n + 1))
    grids, useless, when = n, 0, 0 if n == 1 else -1
    for i in range(m):
        a, b = ends[2 * i], ends[2 * i + 1]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        if a == b:
            useless += 1
            continue
        parent[a] = b
        grids -= 1
        if grids == 1:
            when = i + 1
    print(when, useless)


main()
