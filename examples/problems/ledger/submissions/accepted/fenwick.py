import sys


def main() -> None:
    data = sys.stdin.buffer.read().split()
    n, q = int(data[0]), int(data[1])
    slope, offset = [0] * (n + 2), [0] * (n + 2)
    answers = []
    at = 2
    for _ in range(q):
        l, r = int(data[at + 1]), int(data[at + 2])
        if data[at] == b"add":
            x = int(data[at + 3])
            at += 4
            for i, by, back in ((l, x, x * (l - 1)), (r + 1, -x, -x * r)):
                while i <= n:
                    slope[i] += by
                    offset[i] += back
                    i += i & -i
        else:
            at += 3
            total = 0
            for to, sign in ((r, 1), (l - 1, -1)):
                s = o = 0
                i = to
                while i > 0:
                    s += slope[i]
                    o += offset[i]
                    i -= i & -i
                total += sign * (s * to - o)
            answers.append(total)
    print("\n".join(map(str, answers)))


main()
