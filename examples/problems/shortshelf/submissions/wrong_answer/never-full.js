class Shelf {
    constructor() {
        this.books = new Map();
    }

    take(title) {
        return this.books.get(title) ?? -1;
    }

    place(title, pages) {
        this.books.set(title, pages);
    }
}
