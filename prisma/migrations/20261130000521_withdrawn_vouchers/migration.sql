-- A voucher can be withdrawn. Servers of before go on taking it until they are replaced.

-- AlterTable
ALTER TABLE "vouchers" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);
