-- What a title is found by besides its names: its language and its tags.
CREATE OR REPLACE FUNCTION title_words(p_language text, p_tags text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat_ws(' ', p_language, array_to_string(p_tags, ' '))
$$;
