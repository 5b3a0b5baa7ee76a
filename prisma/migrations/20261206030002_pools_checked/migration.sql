-- By itself, for it reads the table.
ALTER TABLE reservation_pools VALIDATE CONSTRAINT reservation_pools_unit_capacity;
ALTER TABLE reservation_pools VALIDATE CONSTRAINT reservation_pools_units;
