-- Search of shows by title, city and day.

CREATE EXTENSION IF NOT EXISTS "unaccent";

-- How names and searches are compared: no accents, no capitals. Immutable because the dictionary is named.
CREATE FUNCTION fold_text(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize(p_text, NFKC)))
$$;

CREATE FUNCTION title_words(p_language text, p_tags text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat_ws(' ', p_language, array_to_string(p_tags, ' '))
$$;

-- "The Café" is found by its name first, and by its language and tags.
ALTER TABLE "titles"
  ADD COLUMN "search_text" TEXT GENERATED ALWAYS AS (fold_text(name || ' ' || title_words(language, tags))) STORED,
  ADD COLUMN "search_vector" TSVECTOR GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', fold_text(name)), 'A') ||
    setweight(to_tsvector('simple', fold_text(title_words(language, tags))), 'C')) STORED;

CREATE INDEX "titles_search_text_idx" ON "titles" USING gin (search_text gin_trgm_ops);
CREATE INDEX "titles_search_vector_idx" ON "titles" USING gin (search_vector);

-- Loads the library, so that its setting below is known to whoever migrates.
SELECT show_limit();

-- Titles that have a word that begins with this one or is like it: one wrong letter in six passes. The word is folded.
CREATE FUNCTION titles_with_word(p_word text) RETURNS SETOF uuid LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.4 AS $$
  SELECT id FROM titles WHERE search_vector @@ to_tsquery('simple', quote_literal(p_word) || ':*') OR p_word <% search_text
$$;

-- A day of a city, and a title's next times in a city.
CREATE INDEX "shows_city_id_local_date_title_id_idx" ON "shows"("city_id", "local_date", "title_id");
CREATE INDEX "shows_title_id_city_id_local_date_starts_at_idx" ON "shows"("title_id", "city_id", "local_date", "starts_at");
