-- Until when confirmed bookings of a show may be given back, and how much of what was paid then goes back: until a day before it begins, all of it.
ALTER TABLE "shows" ADD COLUMN     "refund_minutes" INTEGER NOT NULL DEFAULT 1440,
ADD COLUMN     "refund_percent" INTEGER NOT NULL DEFAULT 100;
ALTER TABLE shows ADD CONSTRAINT shows_refund CHECK (refund_minutes >= 0 AND refund_percent BETWEEN 0 AND 100) NOT VALID;
