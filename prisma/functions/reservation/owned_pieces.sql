-- Pieces of a pool that an owner has: held and not yet past their time, or bought.
CREATE OR REPLACE FUNCTION owned_pieces(p_pool uuid, p_owner uuid, p_now timestamptz) RETURNS int
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(cardinality(h.units) * h.quantity), 0)::int FROM holds h
   WHERE h.pool_id = p_pool AND h.owner_id = p_owner
     AND h.status IN ('ACTIVE', 'CONVERTED') AND (h.status = 'CONVERTED' OR h.expires_at > p_now)
$$;
