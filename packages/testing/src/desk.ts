/** Stays that were paid for, for tests of the front desk above the domain. */
export { guest, numberRooms, type Guest } from '@docket/domain/front-desk/fixtures';
