-- Titles that have a word that begins with this one or is like it: one wrong letter in six passes. The word is folded.
CREATE OR REPLACE FUNCTION titles_with_word(p_word text) RETURNS SETOF uuid LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.4 AS $$
  SELECT id FROM titles WHERE search_vector @@ to_tsquery('simple', quote_literal(p_word) || ':*') OR p_word <% search_text
$$;
