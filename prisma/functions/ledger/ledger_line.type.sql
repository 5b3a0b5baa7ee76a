-- What a step of `ledger_write` does to an account. `what`: `posted`, `pending`, or `ended` for what was pending before.
CREATE TYPE ledger_line AS (transfer_id uuid, account_id uuid, currency text, side text, amount bigint, what text);
