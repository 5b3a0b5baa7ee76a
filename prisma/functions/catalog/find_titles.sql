-- Titles that have every one of these words, whole, begun or like it (one wrong letter in six passes), and how well they fit: what has the words as
-- they are before what is like them, names before tags.
CREATE OR REPLACE FUNCTION find_titles(p_words text[]) RETURNS TABLE (id uuid, fit float8)
LANGUAGE plpgsql STABLE ROWS 20
SET pg_trgm.word_similarity_threshold = 0.4
-- Likeness is dear to compute: the trigrams' index leaves a few titles to do it for. One plan, or a search would plan longer than it runs.
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_words text[] := ARRAY(SELECT fold_text(w.word) FROM unnest(p_words) WITH ORDINALITY AS w(word, n) ORDER BY w.n);
  v_word text;
  v_begun tsquery;
  v_found uuid[];
BEGIN
  -- The longest first: the fewest titles have it, and the others are looked for in those only.
  FOREACH v_word IN ARRAY ARRAY(SELECT w FROM unnest(v_words) w ORDER BY length(w) DESC) LOOP
    v_begun := to_tsquery('simple', quote_literal(v_word) || ':*');
    IF v_found IS NULL THEN
      v_found := ARRAY(SELECT t.id FROM titles t WHERE t.search_vector @@ v_begun OR v_word <% t.search_text);
    ELSE
      v_found := ARRAY(SELECT t.id FROM titles t WHERE t.id = ANY (v_found) AND (t.search_vector @@ v_begun OR v_word <% t.search_text));
    END IF;
  END LOOP;
  v_word := array_to_string(v_words, ' ');
  v_begun := to_tsquery('simple', (SELECT string_agg(quote_literal(w.word) || ':*', ' & ' ORDER BY w.n) FROM unnest(v_words) WITH ORDINALITY AS w(word, n)));
  RETURN QUERY SELECT t.id, ts_rank(t.search_vector, v_begun)::float8 + word_similarity(v_word, t.search_text)::float8 FROM titles t WHERE t.id = ANY (v_found);
END $$;
