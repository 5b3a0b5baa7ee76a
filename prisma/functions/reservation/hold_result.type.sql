-- What became of a request.
-- outcome: held | taken (short: the units that were not to be had) | limit_reached | unknown_units | pool_not_found
CREATE TYPE hold_result AS (hold_id uuid, outcome text, expires_at timestamptz, short int[]);
