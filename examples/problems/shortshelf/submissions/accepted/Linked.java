import java.util.*;

class Shelf {
    private final LinkedHashMap<String, Integer> books;

    public Shelf(int places) {
        books = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                return size() > places;
            }
        };
    }

    public int take(String title) {
        return books.getOrDefault(title, -1);
    }

    public void place(String title, int pages) {
        books.put(title, pages);
    }
}
