int deep(int n) { return n == 0 ? 0 : n + deep(n - 1); }
int main() {
    switch (Stdio.stdin.gets()) {
        case "echo":
            foreach (Stdio.stdin.line_iterator(); ; string line) write(line + "\n");
            break;
        case "deep":
            write("%d\n", deep((int) Stdio.stdin.gets()));
            break;
        case "spin":
            for (int n; ; n++) if (n < 0) write("%d\n", n);
        case "hog":
            array all = ({});
            while (1) all += ({ allocate(100000, 1) });
    }
    return 0;
}
