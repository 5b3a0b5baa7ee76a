import java.io.IOException;
import java.io.StreamTokenizer;

class PowerOn {
    private static int[] parent;

    private static int find(int x) {
        while (parent[x] != x) {
            parent[x] = parent[parent[x]];
            x = parent[x];
        }
        return x;
    }

    private static int next(StreamTokenizer in) throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(System.in);
        int n = next(in);
        int m = next(in);
        parent = new int[n + 1];
        for (int i = 0; i <= n; i++) parent[i] = i;
        int grids = n;
        int useless = 0;
        int when = n == 1 ? 0 : -1;
        for (int i = 1; i <= m; i++) {
            int a = find(next(in));
            int b = find(next(in));
            if (a == b) {
                useless++;
                continue;
            }
            parent[a] = b;
            grids--;
            if (grids == 1) when = i;
        }
        System.out.println(when + " " + useless);
    }
}
