-- A search finds "Brás & Rian" by `bras and rian`: problems are searched by their words without accents and punctuation. Servers of before write
-- search_text as they did, and the column follows it.

-- The words of a text as they are searched: no capitals, accents or apostrophes, and a space for whatever else stands between them. Immutable because
-- the dictionary is named.
CREATE OR REPLACE FUNCTION plain_words(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    translate(lower(public.unaccent('public.unaccent'::regdictionary, normalize(p_text, NFKC))), '''’ʼ', ''),
    '[\u0001-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g'))
$$;

-- AlterTable
ALTER TABLE "problems" ADD COLUMN "search_words" TEXT GENERATED ALWAYS AS (plain_words(search_text)) STORED;

-- CreateIndex
CREATE INDEX "problems_search_words_idx" ON "problems" USING GIN ("search_words" gin_trgm_ops);
DROP INDEX "problems_search";
