-- Puts a withdrawal at the end of its user's mailbox, behind a reservation that the caller has made in this transaction. The mailbox is locked.
CREATE OR REPLACE FUNCTION place_withdrawal(
  p_id uuid, p_user uuid, p_amount bigint, p_currency text, p_destination jsonb, p_provider text, p_transfer uuid
) RETURNS SETOF withdrawals
LANGUAGE sql VOLATILE AS $$
  INSERT INTO withdrawals (id, user_id, sequence, amount, currency, destination, provider, transfer_id)
  SELECT p_id, p_user, coalesce(max(w.sequence), 0) + 1, p_amount, p_currency, p_destination, p_provider, p_transfer
    FROM withdrawals w WHERE w.user_id = p_user
  RETURNING *
$$;
