// The areas of the house and their walls: which area may use which, in TypeScript (area-arrow.mjs) and in SQL (sql-arrow.mjs).
// An area is used when its function is called or its table is read or written. Whoever stands further down knows those above it,
// and none of them knows who stands on it.

/** Area -> the areas it may use besides itself. */
export const MAY_USE = {
  spine: [],
  identity: ['spine'],
  realtime: ['spine', 'identity'],
  // The kernel knows pools, units and holds, and what they are of only by what registers with it.
  reservation: ['spine'],
  catalog: ['spine', 'identity', 'reservation'],
  ledger: ['spine'],
  // What happened is told by whoever knows, in the list above all areas or in the area itself.
  notification: ['spine', 'identity'],
  // As with notifications: whoever changes what merchants follow tells it here.
  'outgoing-webhooks': ['spine', 'identity', 'notification'],
  // What is paid for registers with payments, as what is reserved does with the kernel.
  payment: ['spine', 'identity', 'ledger', 'notification', 'outgoing-webhooks'],
  inbox: ['spine', 'identity'],
  wallet: ['spine', 'identity', 'ledger', 'payment', 'notification'],
  // What the bank says, beside what the books say.
  reconciliation: ['spine', 'identity', 'ledger', 'payment', 'wallet'],
  booking: ['spine', 'identity', 'reservation', 'catalog', 'payment'],
  ticket: ['spine', 'identity', 'reservation', 'catalog', 'booking'],
  'waiting-room': ['spine', 'identity', 'reservation', 'catalog', 'booking'],
  'waiting-list': ['spine', 'identity', 'reservation', 'catalog', 'booking'],
  // What houses sell: rules of prices and terms, and quotes by them.
  hotel: ['spine', 'identity', 'reservation'],
  // What flies when, its seats and fares, and quotes by them.
  flight: ['spine', 'identity', 'reservation'],
  // Orders of parts that are held together and paid once.
  trip: ['spine', 'identity', 'reservation', 'payment', 'hotel', 'flight'],
  // What a house does with stays that were sold: rooms, arrivals, departures.
  'front-desk': ['spine', 'identity', 'reservation', 'payment', 'hotel', 'trip'],
  judge: ['spine', 'identity'],
  // Runs in the words of another judge.
  judge0: ['spine', 'identity', 'judge'],
  // Calls about what ended: in its own words, and in those.
  callback: ['spine', 'identity', 'notification', 'outgoing-webhooks', 'judge', 'judge0'],
  // The judge keeps scopes; what they are for is registered from here.
  contest: ['spine', 'identity', 'notification', 'judge'],
  // Contests in the words of the ICPC's tools.
  ccs: ['spine', 'identity', 'notification', 'judge', 'contest'],
  // An assignment is a contest that the course keeps.
  course: ['spine', 'identity', 'judge', 'contest'],
  // What people who practise are told of problems, and keep and say about them.
  practice: ['spine', 'identity', 'judge'],
  // What is told of a person is put together from what they did.
  profile: ['spine', 'identity', 'judge', 'contest'],
  // What a person takes with them or takes away is of every area that keeps something of people.
  account: [
    'spine',
    'identity',
    'reservation',
    'catalog',
    'ledger',
    'payment',
    'inbox',
    'wallet',
    'booking',
    'ticket',
    'waiting-room',
    'waiting-list',
    'hotel',
    'flight',
    'trip',
    'front-desk',
    'judge',
    'contest',
    'course',
    'practice',
    'notification',
  ],
};
