-- CreateTable
CREATE TABLE "reservation_pools" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "capacity" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reservation_pools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_seats" (
    "pool_id" UUID NOT NULL,
    "seat" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'FREE',
    "hold_id" UUID,
    "held_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pool_seats_pkey" PRIMARY KEY ("pool_id","seat")
);

-- CreateTable
CREATE TABLE "pool_counters" (
    "pool_id" UUID NOT NULL,
    "unit" INTEGER NOT NULL,
    "capacity" INTEGER NOT NULL,
    "free" INTEGER NOT NULL,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pool_counters_pkey" PRIMARY KEY ("pool_id","unit")
);

-- CreateTable
CREATE TABLE "holds" (
    "id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "units" INTEGER[],
    "quantity" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "movements" (
    "id" BIGSERIAL NOT NULL,
    "pool_id" UUID NOT NULL,
    "hold_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "movements_pkey" PRIMARY KEY ("id")
);

-- What Prisma's schema language cannot say.
-- No foreign keys on these tables: each would lock the one row of a hot pool at every hold (FOR KEY SHARE of many at once is slow).
-- `GET /admin/invariants` looks for what they would have refused.
ALTER TABLE reservation_pools
  ADD CONSTRAINT reservation_pools_kind_known CHECK (kind IN ('seats', 'counters')),
  ADD CONSTRAINT reservation_pools_capacity CHECK ((kind = 'seats') = (capacity IS NOT NULL) AND capacity > 0);
ALTER TABLE pool_seats
  ADD CONSTRAINT pool_seats_seat CHECK (seat > 0),
  ADD CONSTRAINT pool_seats_state CHECK (
    (state = 'FREE' AND hold_id IS NULL AND held_until IS NULL) OR
    (state = 'HELD' AND hold_id IS NOT NULL AND held_until IS NOT NULL) OR
    (state = 'SOLD' AND hold_id IS NOT NULL AND held_until IS NULL));
ALTER TABLE pool_counters
  ADD CONSTRAINT pool_counters_whole CHECK (free >= 0 AND held >= 0 AND sold >= 0 AND free + held + sold = capacity);
ALTER TABLE holds
  ADD CONSTRAINT holds_status_known CHECK (status IN ('ACTIVE', 'CONVERTED', 'RELEASED', 'EXPIRED')),
  ADD CONSTRAINT holds_ended CHECK ((ended_at IS NULL) = (status = 'ACTIVE')),
  ADD CONSTRAINT holds_something CHECK (cardinality(units) > 0 AND quantity > 0);
ALTER TABLE movements
  ADD CONSTRAINT movements_accounts CHECK (
    source IN ('free', 'held', 'sold', 'returned') AND target IN ('free', 'held', 'sold', 'returned') AND source <> target),
  ADD CONSTRAINT movements_quantity CHECK (quantity > 0);

CREATE INDEX holds_due ON holds (expires_at) WHERE status = 'ACTIVE';
CREATE INDEX holds_owned ON holds (pool_id, owner_id) WHERE status IN ('ACTIVE', 'CONVERTED');
-- Room for the next version of a row in its own page: taking and giving back touches no index.
ALTER TABLE pool_seats SET (fillfactor = 50);
ALTER TABLE pool_counters SET (fillfactor = 50);
