const MAX_WORDS = 8;

/**
 * The words of a search, as they were typed: at most eight, without punctuation. `and` is no word to search for beside others, because names write
 * it as `&` too.
 */
export function searchWords(q: string | undefined): string[] {
  const words = (q ?? '')
    .toWellFormed()
    .normalize('NFKC')
    // Marks belong to words: without them scripts of India fall apart.
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);
  const telling = words.filter((word) => word.toLowerCase() !== 'and');
  return (telling.length === 0 ? words : telling).slice(0, MAX_WORDS);
}
