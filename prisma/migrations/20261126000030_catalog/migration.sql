-- Cities, venues, halls with their seats, titles and shows.

-- CreateTable
CREATE TABLE "cities" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "timezone" TEXT NOT NULL,

    CONSTRAINT "cities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "venues" (
    "id" UUID NOT NULL,
    "city_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "venues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "halls" (
    "id" UUID NOT NULL,
    "venue_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "plan" JSONB NOT NULL,
    "capacity" INTEGER NOT NULL,

    CONSTRAINT "halls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hall_seats" (
    "hall_id" UUID NOT NULL,
    "seat" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "column" INTEGER NOT NULL,
    "zone" TEXT NOT NULL,
    "x" DOUBLE PRECISION NOT NULL,
    "y" DOUBLE PRECISION NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'seat',

    CONSTRAINT "hall_seats_pkey" PRIMARY KEY ("hall_id","seat")
);

-- CreateTable
CREATE TABLE "titles" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT,
    "minutes" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "tags" TEXT[],

    CONSTRAINT "titles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shows" (
    "id" UUID NOT NULL,
    "title_id" UUID NOT NULL,
    "hall_id" UUID NOT NULL,
    "city_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "sale_opens_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ON_SALE',
    "currency" CHAR(3) NOT NULL,
    "seats_per_user" INTEGER NOT NULL DEFAULT 10,
    "waiting_room" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "show_zones" (
    "show_id" UUID NOT NULL,
    "zone" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,

    CONSTRAINT "show_zones_pkey" PRIMARY KEY ("show_id","zone")
);

-- CreateIndex
CREATE UNIQUE INDEX "cities_slug_key" ON "cities"("slug");
CREATE UNIQUE INDEX "venues_slug_key" ON "venues"("slug");
CREATE UNIQUE INDEX "halls_venue_id_name_version_key" ON "halls"("venue_id", "name", "version");
CREATE UNIQUE INDEX "hall_seats_hall_id_label_key" ON "hall_seats"("hall_id", "label");
CREATE UNIQUE INDEX "titles_slug_key" ON "titles"("slug");
CREATE INDEX "shows_city_id_starts_at_id_idx" ON "shows"("city_id", "starts_at", "id");
CREATE INDEX "shows_title_id_starts_at_idx" ON "shows"("title_id", "starts_at");

-- AddForeignKey
ALTER TABLE "venues" ADD CONSTRAINT "venues_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "cities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "halls" ADD CONSTRAINT "halls_venue_id_fkey" FOREIGN KEY ("venue_id") REFERENCES "venues"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "hall_seats" ADD CONSTRAINT "hall_seats_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "shows" ADD CONSTRAINT "shows_title_id_fkey" FOREIGN KEY ("title_id") REFERENCES "titles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shows" ADD CONSTRAINT "shows_hall_id_fkey" FOREIGN KEY ("hall_id") REFERENCES "halls"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shows" ADD CONSTRAINT "shows_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "cities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "show_zones" ADD CONSTRAINT "show_zones_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.
ALTER TABLE halls ADD CONSTRAINT halls_capacity CHECK (capacity > 0);
ALTER TABLE hall_seats
  ADD CONSTRAINT hall_seats_seat CHECK (seat > 0),
  ADD CONSTRAINT hall_seats_kind_known CHECK (kind IN ('seat', 'wheelchair', 'companion'));
ALTER TABLE titles
  ADD CONSTRAINT titles_kind_known CHECK (kind IN ('movie', 'event')),
  ADD CONSTRAINT titles_minutes CHECK (minutes > 0);
ALTER TABLE shows
  ADD CONSTRAINT shows_status_known CHECK (status IN ('ON_SALE', 'CANCELLED')),
  ADD CONSTRAINT shows_times CHECK (ends_at > starts_at),
  ADD CONSTRAINT shows_seats_per_user CHECK (seats_per_user > 0);
ALTER TABLE show_zones ADD CONSTRAINT show_zones_price CHECK (price_minor >= 0);
