-- Seats that a venue keeps back of a show. The holds that keep them are the kernel's; here is for whom and until when.
CREATE TABLE "house_blocks" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "release_minutes" INTEGER,
    "user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "house_blocks_pkey" PRIMARY KEY ("id"),
    CONSTRAINT house_blocks_release CHECK (release_minutes >= 0)
);
CREATE INDEX "house_blocks_show_id_idx" ON "house_blocks"("show_id");
