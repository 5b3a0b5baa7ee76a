import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Ledger {
    private static long[] slope;
    private static long[] offset;

    private static void change(int at, long by, long back) {
        for (; at < slope.length; at += at & -at) {
            slope[at] += by;
            offset[at] += back;
        }
    }

    private static long prefix(int to) {
        long s = 0;
        long o = 0;
        for (int at = to; at > 0; at -= at & -at) {
            s += slope[at];
            o += offset[at];
        }
        return s * to - o;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer line = new StringTokenizer(in.readLine());
        int n = Integer.parseInt(line.nextToken());
        int q = Integer.parseInt(line.nextToken());
        slope = new long[n + 1];
        offset = new long[n + 1];
        StringBuilder out = new StringBuilder();
        while (q-- > 0) {
            line = new StringTokenizer(in.readLine());
            boolean booking = line.nextToken().equals("add");
            int l = Integer.parseInt(line.nextToken());
            int r = Integer.parseInt(line.nextToken());
            if (booking) {
                long x = Long.parseLong(line.nextToken());
                change(l, x, x * (l - 1));
                change(r + 1, -x, -x * r);
            } else {
                out.append(prefix(r) - prefix(l - 1)).append('\n');
            }
        }
        System.out.print(out);
    }
}
