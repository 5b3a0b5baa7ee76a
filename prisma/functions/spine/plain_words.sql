-- The words of a text as they are searched: no capitals, accents or apostrophes, and a space for whatever else stands between them. Immutable because
-- the dictionary is named.
CREATE OR REPLACE FUNCTION plain_words(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    translate(lower(public.unaccent('public.unaccent'::regdictionary, normalize(p_text, NFKC))), '''’ʼ', ''),
    '[\u0001-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g'))
$$;
