class Shelf
  def initialize(places)
    @places = places
    @books = {}
  end

  def take(title)
    return -1 unless @books.key?(title)
    @books[title] = @books.delete(title)
  end

  def place(title, pages)
    @books.delete(title)
    @books[title] = pages
    @books.shift if @books.size > @places
  end
end
