-- What gives a wallet tokens. Whatever is given becomes a lot; the caller's transaction holds the wallet's lock.

-- How much of each of a wallet's lots is gone, oldest first, when so many tokens are left that no dispute holds.
CREATE OR REPLACE FUNCTION billing.gone_of_lots(p_wallet uuid, p_left numeric) RETURNS TABLE (lot_id uuid, gone bigint)
LANGUAGE sql STABLE AS $$
  SELECT id, greatest(0, least(size, (sum(size) OVER ()) - p_left - (sum(size) OVER (ORDER BY tx_id) - size)))::bigint
  FROM (SELECT id, tx_id, granted + bonus - taken - taken_bonus - held AS size
        FROM billing.lot WHERE wallet_id = p_wallet) l
$$;

-- Spreads what a wallet has spent over its lots, oldest first.
CREATE OR REPLACE FUNCTION billing.attribute_spending(p_wallet uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE billing.lot l SET spent = g.gone
  FROM billing.wallet w, billing.gone_of_lots(w.id, w.posted - w.frozen - w.freeze_due) g
  WHERE w.id = p_wallet AND l.id = g.lot_id AND l.spent <> g.gone
$$;
REVOKE ALL ON FUNCTION billing.attribute_spending(uuid), billing.gone_of_lots(uuid, numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.attribute_spending(uuid), billing.gone_of_lots(uuid, numeric) TO aibridge_billing;

-- What is available repays what the wallet owes, always: whether the debt or the tokens came first does not matter.
CREATE OR REPLACE FUNCTION billing.repay_debt(p_wallet uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  repaid bigint;
  tx     bigint;
BEGIN
  SELECT least(debt, posted - leased - frozen) INTO repaid FROM billing.wallet WHERE id = p_wallet;
  IF repaid > 0 THEN
    INSERT INTO billing.transaction (kind, reason, actor) VALUES ('debt_repaid', 'tokens owed', 'billing')
      RETURNING id INTO tx;
    INSERT INTO billing.entry (tx_id, account, amount)
      VALUES (tx, 'wallet:' || p_wallet, -repaid), (tx, 'tenant_debt', repaid);
    UPDATE billing.wallet SET posted = posted - repaid, debt = debt - repaid WHERE id = p_wallet;
  END IF;
END
$$;
REVOKE ALL ON FUNCTION billing.repay_debt(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.repay_debt(uuid) TO aibridge_billing;

-- Credits an order that was paid: tokens and bonus to the wallet, the money to Stripe's clearing account. An order
-- is credited once: its id is the idempotency key.
CREATE OR REPLACE FUNCTION billing.post_top_up(
  p_wallet uuid, p_order uuid, p_tokens bigint, p_bonus bigint, p_amount bigint, p_currency text, p_payment text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  tx bigint;
BEGIN
  PERFORM FROM billing.wallet WHERE id = p_wallet FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no wallet %', p_wallet USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO billing.transaction (kind, reason, actor, idempotency_key)
    VALUES ('top_up', 'payment ' || p_payment, 'stripe', 'top_up:' || p_order) RETURNING id INTO tx;
  INSERT INTO billing.entry (tx_id, account, amount, unit)
    SELECT tx, account, amount, unit FROM (VALUES
      ('issued', -p_tokens, 'token'),
      ('promotion', -p_bonus, 'token'),
      ('wallet:' || p_wallet, p_tokens + p_bonus, 'token'),
      ('stripe_clearing', p_amount, p_currency),
      ('deferred_revenue', -p_amount, p_currency)) AS line (account, amount, unit)
    WHERE amount <> 0;
  UPDATE billing.wallet SET posted = posted + p_tokens + p_bonus WHERE id = p_wallet;
  INSERT INTO billing.lot (id, wallet_id, source, order_id, tx_id, granted, bonus, amount_minor, currency)
    VALUES (gen_random_uuid(), p_wallet, 'order', p_order, tx, p_tokens, p_bonus, p_amount, p_currency);
  PERFORM billing.repay_debt(p_wallet);
  PERFORM billing.attribute_spending(p_wallet);
  PERFORM pg_notify('aibridge', 'wallet:' || p_wallet);
  RETURN tx;
END
$$;
REVOKE ALL ON FUNCTION billing.post_top_up(uuid, uuid, bigint, bigint, bigint, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.post_top_up(uuid, uuid, bigint, bigint, bigint, text, text) TO aibridge_billing;

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
  IF p_micro > 0 THEN
    INSERT INTO billing.lot (id, wallet_id, source, tx_id, granted, bonus)
      VALUES (gen_random_uuid(), p_wallet, CASE p_account WHEN 'promotion' THEN p_account ELSE 'adjustment' END,
              tx, p_micro, 0);
    PERFORM billing.repay_debt(p_wallet);
  END IF;
  PERFORM billing.attribute_spending(p_wallet);
  PERFORM pg_notify('aibridge', 'wallet:' || p_wallet);
  RETURN tx;
END
$$;
REVOKE ALL ON FUNCTION billing.post_credit(uuid, bigint, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.post_credit(uuid, bigint, text, text, text, text) TO aibridge_billing;
