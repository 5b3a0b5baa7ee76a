/** Airports, a carrier and its flights, for tests of everything above the domain. */
export { makeFlight, makeSky, type MadeFlight } from '@docket/domain/flight/fixtures';
