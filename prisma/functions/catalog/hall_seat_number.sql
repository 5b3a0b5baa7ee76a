-- keep until 0.4.0: halls that servers of version 0.2 import, which know a seat by its label alone
-- The number of a seat whose label is its row and its number. A label that says it otherwise is the number as a whole.
CREATE OR REPLACE FUNCTION hall_seat_number(p_label text, p_row text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN starts_with(p_label, p_row) AND length(p_label) > length(p_row) THEN substr(p_label, length(p_row) + 1) ELSE p_label END
$$;
