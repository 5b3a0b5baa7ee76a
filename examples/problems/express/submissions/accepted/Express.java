import java.io.IOException;
import java.io.StreamTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

public class Express {
    private record Line(int to, long price) {}

    private record State(long cost, int id) {}

    private static int next(StreamTokenizer in) throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(System.in);
        int n = next(in), m = next(in), k = next(in);
        List<List<Line>> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) lines.add(new ArrayList<>());
        for (int i = 0; i < m; i++) {
            int a = next(in) - 1, b = next(in) - 1, p = next(in);
            lines.get(a).add(new Line(b, p));
            lines.get(b).add(new Line(a, p));
        }
        long[] best = new long[n * (k + 1)];
        Arrays.fill(best, Long.MAX_VALUE);
        PriorityQueue<State> queue = new PriorityQueue<>((x, y) -> Long.compare(x.cost(), y.cost()));
        best[0] = 0;
        queue.add(new State(0, 0));
        while (!queue.isEmpty()) {
            State state = queue.remove();
            if (state.cost() > best[state.id()]) continue;
            int used = state.id() / n;
            int town = state.id() % n;
            if (town == n - 1) {
                System.out.println(state.cost());
                return;
            }
            for (Line line : lines.get(town)) {
                int paid = used * n + line.to();
                if (state.cost() + line.price() < best[paid]) {
                    best[paid] = state.cost() + line.price();
                    queue.add(new State(best[paid], paid));
                }
                if (used < k && state.cost() < best[paid + n]) {
                    best[paid + n] = state.cost();
                    queue.add(new State(state.cost(), paid + n));
                }
            }
        }
        System.out.println("stranded");
    }
}
