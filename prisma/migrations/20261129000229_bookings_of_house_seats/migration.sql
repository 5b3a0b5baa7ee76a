-- A booking of house seats knows where each came from, so that it returns there when nothing comes of the booking. Null for all others.
ALTER TABLE "bookings" ADD COLUMN "house_blocks" UUID[];
