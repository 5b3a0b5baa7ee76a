-- Operators look a payment up by what stands on the transfer: the end of the attempt's id. By itself, for it locks another table.
CREATE INDEX payment_attempts_transfer_reference ON payment_attempts (right(id::text, 12)) WHERE provider = 'transfer';
