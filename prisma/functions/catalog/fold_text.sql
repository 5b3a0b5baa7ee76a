-- How names and searches are compared: no accents, no capitals. Immutable because the dictionary is named.
CREATE OR REPLACE FUNCTION fold_text(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize(p_text, NFKC)))
$$;
