-- What a package promises of a sample submission is a list of promises, each about some or all tests, and not one verdict.
ALTER TABLE "package_checks" ADD COLUMN     "expects" JSONB;
