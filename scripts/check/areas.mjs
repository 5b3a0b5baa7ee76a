// The areas of the house and their walls: which area may use which, in SQL (sql-arrow.mjs) and in packages/domain/src (domain-areas.mjs).
// An area is used when its file is imported, its function is called, or its table is read or written. Whoever stands further down knows those above it,
// and none of them knows who stands on it.

/** Area -> the areas it may use besides itself. */
export const MAY_USE = {
  spine: [],
  identity: ['spine'],
  catalog: ['spine', 'identity'],
  reservation: ['spine', 'identity', 'catalog'],
  booking: ['spine', 'identity', 'catalog', 'reservation'],
  ticket: ['spine', 'identity', 'catalog', 'reservation', 'booking'],
  'waiting-room': ['spine', 'identity', 'catalog', 'reservation', 'booking'],
  'waiting-list': ['spine', 'identity', 'catalog', 'reservation', 'booking'],
  judge: ['spine', 'identity'],
  realtime: ['spine', 'identity'],
};
