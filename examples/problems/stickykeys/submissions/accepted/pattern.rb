def could_be(meant, typed)
  at = 0
  before = nil
  typed.each_char do |letter|
    if at < meant.size && meant[at] == letter
      at += 1
    elsif before != letter
      return false
    end
    before = letter
  end
  at == meant.size
end
