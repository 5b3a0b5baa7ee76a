static int common(int a, int b) { return b ? common(b, a % b) : a; }

void turn(StringArray *seats, int steps) {
    int n = seats->size;
    steps %= n;
    for (int start = common(n, steps) - 1; start >= 0 && steps > 0; start--) {
        char *name = seats->data[start];
        int at = start;
        do {
            at = (at + steps) % n;
            char *there = seats->data[at];
            seats->data[at] = name;
            name = there;
        } while (at != start);
    }
}
