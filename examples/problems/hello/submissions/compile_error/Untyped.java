public class Untyped {
    public static void main(String[] args) {
        int name = "Ada";
        System.out.println("Hello, " + name);
    }
}
