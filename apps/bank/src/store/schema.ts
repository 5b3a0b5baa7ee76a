/**
 * The bank's tables. Money moves only by a row of `moves`, which takes from one account and gives to another: so it is conserved by the shape of the table,
 * and the sum over all accounts is zero. Triggers keep the balances and see that no row is ever changed.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS accounts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('customer', 'merchant', 'held', 'fees', 'outside')),
  owner TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  balance INTEGER NOT NULL DEFAULT 0,
  -- How far it may be overdrawn; null: without limit, as the world outside of the bank is.
  least INTEGER,
  CHECK (least IS NULL OR balance >= least),
  UNIQUE (kind, owner, currency)
) STRICT;

CREATE TABLE IF NOT EXISTS moves (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_account TEXT NOT NULL REFERENCES accounts (id),
  to_account TEXT NOT NULL REFERENCES accounts (id),
  amount INTEGER NOT NULL CHECK (amount > 0),
  reference TEXT,
  -- What it happens once for: the same kind of the same subject is no second move.
  subject TEXT NOT NULL,
  CHECK (from_account <> to_account),
  UNIQUE (kind, subject)
) STRICT;
CREATE INDEX IF NOT EXISTS moves_from ON moves (from_account, seq);
CREATE INDEX IF NOT EXISTS moves_to ON moves (to_account, seq);

CREATE TRIGGER IF NOT EXISTS moves_balance AFTER INSERT ON moves BEGIN
  UPDATE accounts SET balance = balance - NEW.amount WHERE id = NEW.from_account;
  UPDATE accounts SET balance = balance + NEW.amount WHERE id = NEW.to_account;
END;
CREATE TRIGGER IF NOT EXISTS moves_one_currency BEFORE INSERT ON moves
WHEN (SELECT currency FROM accounts WHERE id = NEW.from_account) IS NOT (SELECT currency FROM accounts WHERE id = NEW.to_account)
BEGIN SELECT RAISE(ABORT, 'a move is of one currency'); END;
CREATE TRIGGER IF NOT EXISTS moves_stay BEFORE UPDATE ON moves BEGIN SELECT RAISE(ABORT, 'moves are not changed'); END;
CREATE TRIGGER IF NOT EXISTS moves_remain BEFORE DELETE ON moves BEGIN SELECT RAISE(ABORT, 'moves are not deleted'); END;

CREATE TABLE IF NOT EXISTS customers (
  login TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  account_number TEXT NOT NULL UNIQUE,
  iban TEXT NOT NULL UNIQUE,
  vpa TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE IF NOT EXISTS payments (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  terms TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('created', 'authorised', 'captured', 'failed', 'cancelled', 'expired', 'refunded')),
  method TEXT NOT NULL CHECK (method IN ('netbanking', 'card', 'upi', 'virtual_account')),
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  description TEXT NOT NULL,
  return_url TEXT NOT NULL,
  capture INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  received INTEGER NOT NULL DEFAULT 0,
  refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded <= received),
  fee INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  -- The account that it was or will be paid from.
  payer TEXT,
  account_number TEXT UNIQUE,
  iban TEXT UNIQUE,
  -- When it expires while it waits, or what was authorised goes back.
  expires_at TEXT NOT NULL,
  -- When one that failed succeeds all the same.
  late_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS payments_open ON payments (expires_at) WHERE status IN ('created', 'authorised');
CREATE INDEX IF NOT EXISTS payments_late ON payments (late_at) WHERE late_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS card_checks (
  payment_id TEXT PRIMARY KEY REFERENCES payments (id),
  session TEXT NOT NULL,
  last_digits TEXT NOT NULL,
  payer TEXT NOT NULL,
  code TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE IF NOT EXISTS refunds (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  payment_id TEXT NOT NULL REFERENCES payments (id),
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'done', 'failed')),
  failure TEXT,
  due_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS refunds_due ON refunds (due_at) WHERE status = 'pending';
CREATE INDEX IF NOT EXISTS refunds_payment ON refunds (payment_id);

CREATE TABLE IF NOT EXISTS payouts (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  terms TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  destination TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'paid', 'failed')),
  failure TEXT,
  due_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- When one that was paid comes back, and when it has.
  return_at TEXT,
  returned_at TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS payouts_due ON payouts (due_at) WHERE status = 'pending';

-- What is owed to the merchant's address: written with the change that it tells of, sent until it is taken.
CREATE TABLE IF NOT EXISTS callbacks (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  event TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'sent', 'dropped', 'given_up')),
  -- Sent so many times besides, once it is sent.
  copies INTEGER NOT NULL DEFAULT 0,
  -- Not before that one was tried.
  after_id TEXT,
  -- Waits for a later one to be sent before it.
  held INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS callbacks_due ON callbacks (due_at) WHERE status = 'waiting';

CREATE TABLE IF NOT EXISTS deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  callback_id TEXT NOT NULL REFERENCES callbacks (id),
  at TEXT NOT NULL,
  url TEXT NOT NULL,
  signature TEXT NOT NULL,
  body TEXT NOT NULL,
  faults TEXT NOT NULL,
  -- Null where there was no answer.
  answer INTEGER,
  error TEXT,
  ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS deliveries_callback ON deliveries (callback_id);

CREATE TABLE IF NOT EXISTS kept_answers (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL REFERENCES customers (login),
  expires_at TEXT NOT NULL
) STRICT;

-- One row each: the switches, and the secret of forms.
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** Columns that files of earlier versions have not: table, column and type. */
export const LATER_COLUMNS = [
  ['payouts', 'return_at', 'TEXT'],
  ['payouts', 'returned_at', 'TEXT'],
] as const;

/** Needs them. */
export const LATER_INDEXES = `
CREATE INDEX IF NOT EXISTS payouts_returning ON payouts (return_at) WHERE return_at IS NOT NULL AND returned_at IS NULL;
`;
