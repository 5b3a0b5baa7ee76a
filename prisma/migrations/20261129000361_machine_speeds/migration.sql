-- How fast the machines of workers were found to be: the best of the last hour counts for all workers there.
-- CreateTable
CREATE TABLE "machine_speeds" (
    "id" UUID NOT NULL,
    "machine" TEXT NOT NULL,
    "program" TEXT NOT NULL,
    "cpu_ms" DOUBLE PRECISION NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "machine_speeds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "machine_speeds_machine_program_idx" ON "machine_speeds"("machine", "program");
