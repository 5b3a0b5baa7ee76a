-- What a booking was asked for beside seats at the full price, and what it has taken for that.
ALTER TABLE "bookings" ADD COLUMN     "allowances" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "discount_minor" BIGINT,
ADD COLUMN     "extras" JSONB;

