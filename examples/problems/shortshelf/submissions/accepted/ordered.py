class Shelf:
    def __init__(self, places: int) -> None:
        self.places = places
        self.books = {}

    def take(self, title: str) -> int:
        if title not in self.books:
            return -1
        pages = self.books[title] = self.books.pop(title)
        return pages

    def place(self, title: str, pages: int) -> None:
        self.books.pop(title, None)
        self.books[title] = pages
        if len(self.books) > self.places:
            del self.books[next(iter(self.books))]
