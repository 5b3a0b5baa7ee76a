-- Which core of its machine each slot of a worker uses: workers on one machine share its cores without knowing of each other.
-- CreateTable
CREATE TABLE "core_seats" (
    "holder" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "machine" TEXT NOT NULL,
    "core" INTEGER NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "core_seats_pkey" PRIMARY KEY ("holder","slot")
);

-- CreateIndex
CREATE INDEX "core_seats_machine_idx" ON "core_seats"("machine");
