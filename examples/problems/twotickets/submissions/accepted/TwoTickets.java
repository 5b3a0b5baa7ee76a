import java.io.IOException;
import java.io.StreamTokenizer;
import java.util.HashMap;
import java.util.Map;

public class TwoTickets {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(System.in);
        int n = (int) next(in);
        long target = next(in);
        Map<Long, Integer> first = new HashMap<>();
        for (int number = 1; number <= n; number++) {
            long price = next(in);
            Integer partner = first.get(target - price);
            if (partner != null) {
                System.out.println(partner + " " + number);
                return;
            }
            first.putIfAbsent(price, number);
        }
        System.out.println("impossible");
    }

    private static long next(StreamTokenizer in) throws IOException {
        in.nextToken();
        return (long) in.nval;
    }
}
