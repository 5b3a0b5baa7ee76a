-- Are the units seats of a pool of that size?
CREATE OR REPLACE FUNCTION asks_for_seats(p_request hold_request, p_capacity int) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_request.quantity = 1 AND p_request.units[1] >= 1 AND p_request.units[cardinality(p_request.units)] <= p_capacity
$$;
