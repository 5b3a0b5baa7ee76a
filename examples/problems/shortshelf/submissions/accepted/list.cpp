class Shelf {
    size_t places;
    list<pair<string, int>> books;
    unordered_map<string, list<pair<string, int>>::iterator> where;

public:
    Shelf(int places) : places(places) {}

    int take(string title) {
        auto found = where.find(title);
        if (found == where.end()) return -1;
        books.splice(books.begin(), books, found->second);
        return found->second->second;
    }

    void place(string title, int pages) {
        auto found = where.find(title);
        if (found != where.end()) {
            books.erase(found->second);
            where.erase(found);
        }
        books.emplace_front(title, pages);
        where[title] = books.begin();
        if (books.size() > places) {
            where.erase(books.back().first);
            books.pop_back();
        }
    }
};
