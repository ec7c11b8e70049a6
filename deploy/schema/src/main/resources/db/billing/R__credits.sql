-- Gives a wallet tokens (or takes free ones back, with a negative amount): one transaction, two entries.
-- p_account: what they are booked against (issued, promotion, adjustment, goodwill). The same idempotency key
-- books once and answers the same transaction; with another amount or wallet it is an error.
CREATE OR REPLACE FUNCTION billing.post_credit(
  p_wallet uuid, p_micro bigint, p_account text, p_reason text, p_actor text, p_idempotency_key text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  tx bigint;
BEGIN
  PERFORM FROM billing.wallet WHERE id = p_wallet FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no wallet %', p_wallet USING ERRCODE = 'no_data_found';
  END IF;
  SELECT id INTO tx FROM billing.transaction WHERE idempotency_key = p_idempotency_key;
  IF FOUND THEN
    IF NOT EXISTS (SELECT FROM billing.entry
                   WHERE tx_id = tx AND account = 'wallet:' || p_wallet AND amount = p_micro)
        OR NOT EXISTS (SELECT FROM billing.entry WHERE tx_id = tx AND account = p_account) THEN
      RAISE EXCEPTION 'idempotency key % was used for something else', p_idempotency_key
        USING ERRCODE = 'unique_violation';
    END IF;
    RETURN tx;
  END IF;
  INSERT INTO billing.transaction (kind, reason, actor, idempotency_key)
    VALUES ('credit', p_reason, p_actor, p_idempotency_key) RETURNING id INTO tx;
  INSERT INTO billing.entry (tx_id, account, amount)
    VALUES (tx, p_account, -p_micro), (tx, 'wallet:' || p_wallet, p_micro);
  UPDATE billing.wallet SET posted = posted + p_micro WHERE id = p_wallet;
  PERFORM pg_notify('aibridge', 'wallet:' || p_wallet);
  RETURN tx;
END
$$;
REVOKE ALL ON FUNCTION billing.post_credit(uuid, bigint, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.post_credit(uuid, bigint, text, text, text, text) TO aibridge_billing;
