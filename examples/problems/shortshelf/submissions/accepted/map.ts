class Shelf {
    private books = new Map<string, number>();
    private places: number;

    constructor(places: number) {
        this.places = places;
    }

    take(title: string): number {
        const pages = this.books.get(title);
        if (pages === undefined) return -1;
        this.books.delete(title);
        this.books.set(title, pages);
        return pages;
    }

    place(title: string, pages: number): void {
        this.books.delete(title);
        this.books.set(title, pages);
        for (const first of this.books.keys()) {
            if (this.books.size > this.places) this.books.delete(first);
            break;
        }
    }
}
