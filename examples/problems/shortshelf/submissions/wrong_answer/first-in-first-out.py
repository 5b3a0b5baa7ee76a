class Shelf:
    def __init__(self, places):
        self.places = places
        self.books = {}

    def take(self, title):
        return self.books.get(title, -1)

    def place(self, title, pages):
        self.books[title] = pages
        if len(self.books) > self.places:
            del self.books[next(iter(self.books))]
