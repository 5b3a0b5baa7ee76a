public class Thrower {
    public static void main(String[] args) {
        throw new IllegalStateException("the clerk is on holiday");
    }
}
