-- Counters that get their rows when somebody wants them: the pool says how much there is of each.
ALTER TABLE "reservation_pools" ADD COLUMN "unit_capacity" INTEGER,
  ADD COLUMN "units_from" INTEGER,
  ADD COLUMN "units_until" INTEGER;
ALTER TABLE reservation_pools
  ADD CONSTRAINT reservation_pools_unit_capacity CHECK (unit_capacity IS NULL OR (kind = 'counters' AND unit_capacity >= 0)) NOT VALID,
  ADD CONSTRAINT reservation_pools_units CHECK (
    (units_from IS NULL AND units_until IS NULL) OR (unit_capacity IS NOT NULL AND (units_from IS NULL OR units_until IS NULL OR units_from <= units_until))) NOT VALID;
