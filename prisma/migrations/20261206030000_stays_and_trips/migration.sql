-- Places, properties with their rooms and plans, quotes of stays, and trips. Adds tables.

-- CreateTable
CREATE TABLE "places" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT,
    "country" CHAR(2) NOT NULL,
    "country_name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "population" INTEGER NOT NULL,
    "search_text" TEXT NOT NULL,

    CONSTRAINT "places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "properties" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "place_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stars" SMALLINT NOT NULL,
    "area" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "timezone" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "description" TEXT NOT NULL,
    "amenities" TEXT[],
    "check_in_from" SMALLINT NOT NULL DEFAULT 900,
    "check_out_until" SMALLINT NOT NULL DEFAULT 660,
    "child_free_age" SMALLINT NOT NULL DEFAULT 5,
    "taxes" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "properties_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_types" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "beds" TEXT NOT NULL,
    "size_sqm" INTEGER,
    "max_adults" SMALLINT NOT NULL,
    "max_children" SMALLINT NOT NULL,
    "max_guests" SMALLINT NOT NULL,
    "base_guests" SMALLINT NOT NULL,
    "rooms" INTEGER NOT NULL,
    "overbooking" INTEGER NOT NULL DEFAULT 0,
    "amenities" TEXT[],
    "position" SMALLINT NOT NULL,

    CONSTRAINT "room_types_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_plans" (
    "id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "board" TEXT NOT NULL,
    "base_minor" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "restrictions" JSONB NOT NULL,
    "policy" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "rate_plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_plan_nights" (
    "plan_id" UUID NOT NULL,
    "night" INTEGER NOT NULL,
    "price_minor" INTEGER,
    "closed" BOOLEAN NOT NULL DEFAULT false,
    "closed_to_arrival" BOOLEAN NOT NULL DEFAULT false,
    "closed_to_departure" BOOLEAN NOT NULL DEFAULT false,
    "min_stay" SMALLINT,
    "max_stay" SMALLINT,

    CONSTRAINT "rate_plan_nights_pkey" PRIMARY KEY ("plan_id","night")
);

-- CreateTable
CREATE TABLE "stay_quotes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "arrival" DATE NOT NULL,
    "departure" DATE NOT NULL,
    "rooms" SMALLINT NOT NULL,
    "adults" SMALLINT NOT NULL,
    "child_ages" INTEGER[],
    "price" JSONB NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "policy" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stay_quotes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trips" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "guest_name" TEXT NOT NULL,
    "guest_phone" TEXT,
    "requests" TEXT,
    "total_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "extended_at" TIMESTAMPTZ(3),
    "paid_by" UUID,
    "refund_minor" BIGINT,
    "deadline" TIMESTAMPTZ(3),
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trips_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trip_parts" (
    "id" UUID NOT NULL,
    "trip_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "quote_id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "units" INTEGER[],
    "quantity" INTEGER NOT NULL,
    "hold_id" UUID,
    "price_minor" BIGINT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "trip_parts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "places_slug_key" ON "places"("slug");
CREATE INDEX "places_search_text_idx" ON "places" USING GIN ("search_text" gin_trgm_ops);
CREATE UNIQUE INDEX "properties_slug_key" ON "properties"("slug");
CREATE INDEX "properties_place_id_id_idx" ON "properties"("place_id", "id");
CREATE INDEX "room_types_property_id_idx" ON "room_types"("property_id");
CREATE INDEX "rate_plans_room_type_id_idx" ON "rate_plans"("room_type_id");
CREATE INDEX "stay_quotes_expires_at_idx" ON "stay_quotes"("expires_at");
CREATE UNIQUE INDEX "trips_reference_key" ON "trips"("reference");
CREATE INDEX "trips_user_id_starts_at_idx" ON "trips"("user_id", "starts_at");
CREATE UNIQUE INDEX "trip_parts_quote_id_key" ON "trip_parts"("quote_id");
CREATE INDEX "trip_parts_trip_id_idx" ON "trip_parts"("trip_id");
CREATE INDEX "trip_parts_pool_id_idx" ON "trip_parts"("pool_id");

-- AddForeignKey
ALTER TABLE "room_types" ADD CONSTRAINT "room_types_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "properties"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rate_plans" ADD CONSTRAINT "rate_plans_room_type_id_fkey" FOREIGN KEY ("room_type_id") REFERENCES "room_types"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rate_plan_nights" ADD CONSTRAINT "rate_plan_nights_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "rate_plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "trip_parts" ADD CONSTRAINT "trip_parts_trip_id_fkey" FOREIGN KEY ("trip_id") REFERENCES "trips"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's language cannot say.
ALTER TABLE places
  ADD CONSTRAINT places_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
  ADD CONSTRAINT places_country CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT places_population CHECK (population >= 0);
ALTER TABLE properties
  ADD CONSTRAINT properties_kind CHECK (kind IN ('hotel', 'resort', 'apartment', 'hostel', 'guesthouse', 'villa')),
  ADD CONSTRAINT properties_stars CHECK (stars BETWEEN 0 AND 5),
  ADD CONSTRAINT properties_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
  ADD CONSTRAINT properties_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT properties_amenities CHECK (amenities IS NOT NULL),
  ADD CONSTRAINT properties_clocks CHECK (check_in_from BETWEEN 0 AND 1439 AND check_out_until BETWEEN 0 AND 1439),
  ADD CONSTRAINT properties_child_free_age CHECK (child_free_age BETWEEN -1 AND 17),
  ADD CONSTRAINT properties_taxes CHECK (jsonb_typeof(taxes) = 'array'),
  ADD CONSTRAINT properties_status CHECK (status IN ('OPEN', 'CLOSED'));
ALTER TABLE room_types
  ADD CONSTRAINT room_types_guests CHECK (max_adults >= 1 AND max_children >= 0 AND max_guests BETWEEN max_adults AND max_adults + max_children),
  ADD CONSTRAINT room_types_base_guests CHECK (base_guests BETWEEN 1 AND max_guests),
  ADD CONSTRAINT room_types_rooms CHECK (rooms >= 0 AND overbooking >= 0),
  ADD CONSTRAINT room_types_amenities CHECK (amenities IS NOT NULL);
ALTER TABLE rate_plans
  ADD CONSTRAINT rate_plans_board CHECK (board IN ('room_only', 'breakfast', 'half_board', 'full_board', 'all_inclusive')),
  ADD CONSTRAINT rate_plans_base CHECK (base_minor >= 0),
  ADD CONSTRAINT rate_plans_shapes CHECK (jsonb_typeof(rules) = 'array' AND jsonb_typeof(restrictions) = 'object' AND jsonb_typeof(policy) = 'object');
ALTER TABLE rate_plan_nights
  ADD CONSTRAINT rate_plan_nights_price CHECK (price_minor >= 0),
  ADD CONSTRAINT rate_plan_nights_stay CHECK (min_stay >= 1 AND max_stay >= 1 AND min_stay <= max_stay);
ALTER TABLE stay_quotes
  ADD CONSTRAINT stay_quotes_nights CHECK (departure > arrival),
  ADD CONSTRAINT stay_quotes_party CHECK (rooms >= 1 AND adults >= 1 AND child_ages IS NOT NULL),
  ADD CONSTRAINT stay_quotes_total CHECK (total_minor >= 0),
  ADD CONSTRAINT stay_quotes_price CHECK ((price ->> 'totalMinor')::bigint = total_minor AND price ->> 'currency' = currency),
  ADD CONSTRAINT stay_quotes_time CHECK (expires_at > created_at);
ALTER TABLE trips
  ADD CONSTRAINT trips_status CHECK (status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT', 'CONFIRMED', 'REFUSED', 'EXPIRED', 'CANCELLED')),
  ADD CONSTRAINT trips_reference CHECK (reference ~ '^[A-HJ-NP-Z2-9]{6}$'),
  ADD CONSTRAINT trips_reason CHECK (reason IN ('sold_out', 'quote_expired', 'not_offered', 'failed')),
  ADD CONSTRAINT trips_refused CHECK ((status = 'REFUSED') = (reason IS NOT NULL)),
  ADD CONSTRAINT trips_total CHECK (total_minor >= 0),
  ADD CONSTRAINT trips_deadline CHECK (status NOT IN ('HELD', 'AWAITING_PAYMENT') OR deadline IS NOT NULL),
  -- Only what was paid goes back, and a confirmed trip has all of its money here.
  ADD CONSTRAINT trips_refund CHECK (
    refund_minor IS NULL OR (refund_minor BETWEEN 0 AND total_minor AND status = 'CANCELLED' AND (paid_by IS NOT NULL OR refund_minor = 0))),
  ADD CONSTRAINT trips_paid CHECK (paid_by IS NULL OR status IN ('CONFIRMED', 'CANCELLED')),
  ADD CONSTRAINT trips_time CHECK (ends_at > starts_at);
ALTER TABLE trip_parts
  ADD CONSTRAINT trip_parts_kind CHECK (kind IN ('stay')),
  ADD CONSTRAINT trip_parts_units CHECK (units IS NOT NULL AND cardinality(units) > 0 AND quantity > 0),
  ADD CONSTRAINT trip_parts_price CHECK (price_minor >= 0),
  ADD CONSTRAINT trip_parts_position CHECK (position >= 0),
  ADD CONSTRAINT trip_parts_once UNIQUE (trip_id, position);
-- What of trips is still to come to an end, and what was forgotten.
CREATE INDEX trips_open ON trips (created_at) WHERE status = 'QUEUED';
