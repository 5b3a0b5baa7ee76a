import java.util.Scanner;

// The correction behind the last day falls out of the array.
public class OffByOne {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        int n = in.nextInt();
        int q = in.nextInt();
        long[] difference = new long[n + 1];
        while (q-- > 0) {
            boolean booking = in.next().equals("add");
            int l = in.nextInt();
            int r = in.nextInt();
            if (booking) {
                long x = in.nextLong();
                difference[l] += x;
                difference[r + 1] -= x;
                continue;
            }
            long day = 0;
            long total = 0;
            for (int i = 1; i <= r; i++) {
                day += difference[i];
                if (i >= l) total += day;
            }
            System.out.println(total);
        }
    }
}
