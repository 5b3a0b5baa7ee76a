/** A house to stay at, for tests of everything above the domain. */
export { BASE_MINOR, inDays, makeHouse, override, type House } from '@docket/domain/hotel/fixtures';
