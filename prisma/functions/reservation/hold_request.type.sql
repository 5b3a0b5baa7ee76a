-- Asks for pieces of a pool. units: ascending and distinct. per_owner: most pieces of the pool one owner may hold or own; null: no limit.
CREATE TYPE hold_request AS (
  hold_id uuid, pool_id uuid, owner_id uuid, units int[], quantity int, per_owner int, seconds float8, subject text, subject_id uuid
);
