-- Flights: who flies from where to where on which days, the flights of days with their cabins, families of fares, quotes, and tickets and seats of whoever has booked.

-- CreateTable
CREATE TABLE "carriers" (
    "code" CHAR(2) NOT NULL,
    "ticket_code" CHAR(3) NOT NULL,
    "name" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,

    CONSTRAINT "carriers_pkey" PRIMARY KEY ("code")
);


-- CreateTable
CREATE TABLE "airports" (
    "code" CHAR(3) NOT NULL,
    "name" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "country_name" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "connect_domestic" SMALLINT NOT NULL,
    "connect_international" SMALLINT NOT NULL,
    "connect_terminal" SMALLINT NOT NULL,
    "taxes" JSONB NOT NULL,
    "rank" INTEGER NOT NULL,
    "search_text" TEXT NOT NULL,

    CONSTRAINT "airports_pkey" PRIMARY KEY ("code")
);


-- CreateTable
CREATE TABLE "flight_schedules" (
    "id" UUID NOT NULL,
    "carrier_code" CHAR(2) NOT NULL,
    "number" SMALLINT NOT NULL,
    "from_code" CHAR(3) NOT NULL,
    "to_code" CHAR(3) NOT NULL,
    "from_terminal" SMALLINT NOT NULL DEFAULT 0,
    "to_terminal" SMALLINT NOT NULL DEFAULT 0,
    "departs" SMALLINT NOT NULL,
    "minutes" SMALLINT NOT NULL,
    "weekdays" SMALLINT[],
    "valid_from" DATE NOT NULL,
    "valid_until" DATE NOT NULL,
    "aircraft" TEXT NOT NULL,
    "cabins" JSONB NOT NULL,
    "opened_until" DATE NOT NULL,

    CONSTRAINT "flight_schedules_pkey" PRIMARY KEY ("id")
);


-- CreateTable
CREATE TABLE "dated_flights" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "departs_at" TIMESTAMPTZ(3) NOT NULL,
    "arrives_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "dated_flights_pkey" PRIMARY KEY ("id")
);


-- CreateTable
CREATE TABLE "flight_cabins" (
    "id" UUID NOT NULL,
    "flight_id" UUID NOT NULL,
    "cabin" TEXT NOT NULL,
    "seats" SMALLINT NOT NULL,
    "bucket_seats" INTEGER[],
    "bucket_prices" INTEGER[],

    CONSTRAINT "flight_cabins_pkey" PRIMARY KEY ("id")
);


-- CreateTable
CREATE TABLE "fare_families" (
    "cabin" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "add_percent" INTEGER NOT NULL,
    "add_minor" INTEGER NOT NULL,
    "terms" JSONB NOT NULL,

    CONSTRAINT "fare_families_pkey" PRIMARY KEY ("cabin","code")
);


-- CreateTable
CREATE TABLE "flight_quotes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "cabin" TEXT NOT NULL,
    "family" JSONB NOT NULL,
    "directions" JSONB NOT NULL,
    "passengers" JSONB NOT NULL,
    "price" JSONB NOT NULL,
    "policy" JSONB NOT NULL,
    "cabin_ids" UUID[],
    "buckets" INTEGER[],
    "seats" SMALLINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flight_quotes_pkey" PRIMARY KEY ("id")
);


-- CreateTable
CREATE TABLE "flight_locators" (
    "locator" TEXT NOT NULL,

    CONSTRAINT "flight_locators_pkey" PRIMARY KEY ("locator")
);

-- CreateTable
CREATE TABLE "flight_tickets" (
    "number" CHAR(13) NOT NULL,
    "part_id" UUID NOT NULL,
    "passenger" SMALLINT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flight_tickets_pkey" PRIMARY KEY ("number")
);


-- CreateTable
CREATE TABLE "flight_seats" (
    "part_id" UUID NOT NULL,
    "cabin_id" UUID NOT NULL,
    "passenger" SMALLINT NOT NULL,
    "seat" TEXT,
    "sequence" SMALLINT,

    CONSTRAINT "flight_seats_pkey" PRIMARY KEY ("part_id","cabin_id","passenger")
);


-- CreateIndex
CREATE UNIQUE INDEX "carriers_ticket_code_key" ON "carriers"("ticket_code");


-- CreateIndex
CREATE INDEX "airports_search_text_idx" ON "airports" USING GIN ("search_text" gin_trgm_ops);


-- CreateIndex
CREATE INDEX "flight_schedules_opened_until_idx" ON "flight_schedules"("opened_until");


-- CreateIndex
CREATE UNIQUE INDEX "flight_schedules_carrier_code_number_from_code_valid_from_key" ON "flight_schedules"("carrier_code", "number", "from_code", "valid_from");


-- CreateIndex
CREATE INDEX "dated_flights_departs_at_idx" ON "dated_flights"("departs_at");


-- CreateIndex
CREATE UNIQUE INDEX "dated_flights_schedule_id_day_key" ON "dated_flights"("schedule_id", "day");


-- CreateIndex
CREATE UNIQUE INDEX "flight_cabins_flight_id_cabin_key" ON "flight_cabins"("flight_id", "cabin");


-- CreateIndex
CREATE INDEX "flight_quotes_expires_at_idx" ON "flight_quotes"("expires_at");


-- CreateIndex
CREATE UNIQUE INDEX "flight_tickets_part_id_passenger_key" ON "flight_tickets"("part_id", "passenger");


-- CreateIndex
CREATE UNIQUE INDEX "flight_seats_cabin_id_seat_key" ON "flight_seats"("cabin_id", "seat");


-- AddForeignKey
ALTER TABLE "flight_schedules" ADD CONSTRAINT "flight_schedules_carrier_code_fkey" FOREIGN KEY ("carrier_code") REFERENCES "carriers"("code") ON DELETE RESTRICT ON UPDATE CASCADE;


-- AddForeignKey
ALTER TABLE "flight_schedules" ADD CONSTRAINT "flight_schedules_from_code_fkey" FOREIGN KEY ("from_code") REFERENCES "airports"("code") ON DELETE RESTRICT ON UPDATE CASCADE;


-- AddForeignKey
ALTER TABLE "flight_schedules" ADD CONSTRAINT "flight_schedules_to_code_fkey" FOREIGN KEY ("to_code") REFERENCES "airports"("code") ON DELETE RESTRICT ON UPDATE CASCADE;


-- AddForeignKey
ALTER TABLE "dated_flights" ADD CONSTRAINT "dated_flights_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "flight_schedules"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- AddForeignKey
ALTER TABLE "flight_cabins" ADD CONSTRAINT "flight_cabins_flight_id_fkey" FOREIGN KEY ("flight_id") REFERENCES "dated_flights"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's language cannot say.
ALTER TABLE carriers
  ADD CONSTRAINT carriers_code CHECK (code ~ '^[A-Z0-9]{2}$'),
  ADD CONSTRAINT carriers_ticket_code CHECK (ticket_code ~ '^[0-9]{3}$');
ALTER TABLE airports
  ADD CONSTRAINT airports_code CHECK (code ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT airports_country CHECK (country ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT airports_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
  ADD CONSTRAINT airports_connect CHECK (connect_domestic >= 0 AND connect_international >= 0 AND connect_terminal >= 0),
  ADD CONSTRAINT airports_taxes CHECK (jsonb_typeof(taxes) = 'array');
ALTER TABLE flight_schedules
  ADD CONSTRAINT flight_schedules_number CHECK (number BETWEEN 1 AND 9999),
  ADD CONSTRAINT flight_schedules_ends CHECK (from_code <> to_code),
  ADD CONSTRAINT flight_schedules_terminals CHECK (from_terminal BETWEEN 0 AND 99 AND to_terminal BETWEEN 0 AND 99),
  ADD CONSTRAINT flight_schedules_time CHECK (departs BETWEEN 0 AND 1439 AND minutes BETWEEN 1 AND 1440),
  ADD CONSTRAINT flight_schedules_weekdays CHECK (weekdays IS NOT NULL AND cardinality(weekdays) > 0 AND weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  ADD CONSTRAINT flight_schedules_valid CHECK (valid_until >= valid_from),
  ADD CONSTRAINT flight_schedules_cabins CHECK (jsonb_typeof(cabins) = 'array');
ALTER TABLE dated_flights
  ADD CONSTRAINT dated_flights_status CHECK (status IN ('OPEN', 'CANCELLED')),
  ADD CONSTRAINT dated_flights_time CHECK (arrives_at > departs_at);
ALTER TABLE flight_cabins
  ADD CONSTRAINT flight_cabins_cabin CHECK (cabin IN ('economy', 'premium_economy', 'business', 'first')),
  ADD CONSTRAINT flight_cabins_seats CHECK (seats > 0),
  ADD CONSTRAINT flight_cabins_buckets CHECK (bucket_seats IS NOT NULL AND cardinality(bucket_seats) > 0 AND cardinality(bucket_seats) = cardinality(bucket_prices)
    AND 0 <= ALL (bucket_seats) AND 0 <= ALL (bucket_prices));
ALTER TABLE fare_families
  ADD CONSTRAINT fare_families_cabin CHECK (cabin IN ('economy', 'premium_economy', 'business', 'first')),
  ADD CONSTRAINT fare_families_adds CHECK (add_percent >= 0 AND add_minor >= 0),
  ADD CONSTRAINT fare_families_terms CHECK (jsonb_typeof(terms) = 'object');
ALTER TABLE flight_quotes
  ADD CONSTRAINT flight_quotes_cabins CHECK (cabin_ids IS NOT NULL AND cardinality(cabin_ids) > 0 AND cardinality(cabin_ids) = cardinality(buckets) AND 0 < ALL (buckets)),
  ADD CONSTRAINT flight_quotes_seats CHECK (seats BETWEEN 1 AND 9),
  ADD CONSTRAINT flight_quotes_total CHECK (total_minor >= 0),
  ADD CONSTRAINT flight_quotes_price CHECK ((price ->> 'totalMinor')::bigint = total_minor AND price ->> 'currency' = currency),
  ADD CONSTRAINT flight_quotes_time CHECK (expires_at > created_at);
ALTER TABLE flight_locators ADD CONSTRAINT flight_locators_locator CHECK (locator ~ '^[A-HJ-NP-Z2-9]{6}$');
ALTER TABLE flight_tickets
  ADD CONSTRAINT flight_tickets_number CHECK (number ~ '^[0-9]{13}$'),
  ADD CONSTRAINT flight_tickets_passenger CHECK (passenger >= 0);
ALTER TABLE flight_seats
  ADD CONSTRAINT flight_seats_seat CHECK (seat ~ '^[1-9][0-9]{0,2}[A-Z]$'),
  ADD CONSTRAINT flight_seats_sequence CHECK (sequence BETWEEN 1 AND 9999),
  ADD CONSTRAINT flight_seats_passenger CHECK (passenger >= 0);
CREATE UNIQUE INDEX flight_seats_sequence_once ON flight_seats (cabin_id, sequence);
-- Ten digits behind a carrier's three; whoever issues tickets takes the next.
CREATE SEQUENCE flight_ticket_serials START 2400000001 MAXVALUE 9999999999;
