import java.util.Scanner;

// Integer.parseInt throws for amounts of more than 31 bits.
public class NarrowParse {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        System.out.println(Integer.parseInt(in.next()) + Integer.parseInt(in.next()));
    }
}
