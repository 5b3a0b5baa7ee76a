import java.io.IOException;
import java.io.StreamTokenizer;
import java.util.Locale;

public class Shoelace {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(System.in);
        int n = (int) next(in);
        long[] x = new long[n];
        long[] y = new long[n];
        for (int i = 0; i < n; i++) {
            x[i] = (long) next(in);
            y[i] = (long) next(in);
        }
        long twice = 0;
        double border = 0;
        for (int i = 0, j = n - 1; i < n; j = i++) {
            twice += x[j] * y[i] - x[i] * y[j];
            border += Math.hypot(x[i] - x[j], y[i] - y[j]);
        }
        System.out.printf(Locale.ROOT, "%.1f %.7f%n", Math.abs(twice) / 2.0, border);
    }

    private static double next(StreamTokenizer in) throws IOException {
        in.nextToken();
        return in.nval;
    }
}
