-- What a disputed payment does to a wallet. Every function locks the wallet first; the same call again changes nothing.

-- Holds what is left of the lot and claims what is spent of it. A dispute over a part claims that part.
CREATE OR REPLACE FUNCTION billing.hold_disputed(d billing.dispute) RETURNS billing.dispute LANGUAGE plpgsql AS $$
DECLARE
  l     billing.lot;
  rest  bigint;
  claim bigint;
BEGIN
  PERFORM billing.attribute_spending(d.wallet_id);
  SELECT * INTO l FROM billing.lot WHERE order_id = d.order_id
    AND EXISTS (SELECT FROM billing.payment p WHERE p.id = d.payment_id AND p.credited);
  IF NOT FOUND THEN
    RETURN d;
  END IF;
  rest := l.granted + l.bonus - l.taken - l.taken_bonus - l.held;
  claim := least(rest, div((l.granted + l.bonus)::numeric * d.amount_minor, l.amount_minor));
  d.held := least(claim, rest - l.spent);
  d.debt := claim - d.held;
  PERFORM billing.post('dispute', 'dispute ' || d.id, 'stripe', 'dispute:' || d.id,
    ARRAY['tenant_debt', 'issued'], ARRAY[-d.debt, d.debt], 'token');
  UPDATE billing.lot SET held = held + d.held WHERE id = l.id;
  UPDATE billing.wallet SET freeze_due = freeze_due + d.held, debt = debt + d.debt WHERE id = d.wallet_id;
  RETURN d;
END
$$;

-- The bank decided for us: what is held is free again, what was claimed is forgiven.
CREATE OR REPLACE FUNCTION billing.free_disputed(d billing.dispute) RETURNS billing.dispute LANGUAGE plpgsql AS $$
DECLARE
  repaid bigint := billing.forgive(d.wallet_id, d.debt);
BEGIN
  PERFORM billing.post('dispute_won', 'dispute ' || d.id, 'stripe', 'dispute_won:' || d.id,
    ARRAY['wallet:' || d.wallet_id, 'tenant_debt', 'issued'], ARRAY[repaid, d.debt - repaid, -d.debt], 'token');
  UPDATE billing.wallet SET posted = posted + repaid,
      freeze_due = freeze_due - least(freeze_due, d.held),
      frozen = frozen - (d.held - least(freeze_due, d.held))
    WHERE id = d.wallet_id;
  UPDATE billing.lot SET held = held - d.held WHERE order_id = d.order_id AND d.held > 0;
  d.held := 0;
  d.debt := 0;
  RETURN d;
END
$$;

-- The bank decided against us: what is frozen is gone; what leases still hold of it is owed.
CREATE OR REPLACE FUNCTION billing.lose_disputed(d billing.dispute) RETURNS billing.dispute LANGUAGE plpgsql AS $$
DECLARE
  w    billing.wallet;
  gone bigint;
  owed bigint;
BEGIN
  SELECT * INTO STRICT w FROM billing.wallet WHERE id = d.wallet_id;
  gone := least(d.held, w.frozen);
  owed := d.held - gone;
  PERFORM billing.post('dispute_lost', 'dispute ' || d.id, 'stripe', 'dispute_lost:' || d.id,
    ARRAY['wallet:' || d.wallet_id, 'tenant_debt', 'issued'], ARRAY[-gone, -owed, gone + owed], 'token');
  UPDATE billing.wallet SET posted = posted - gone, frozen = frozen - gone, freeze_due = freeze_due - owed,
    debt = debt + owed WHERE id = d.wallet_id;
  UPDATE billing.lot SET held = held - d.held,
      taken = taken + least(gone, greatest(0, granted - taken - spent)),
      taken_bonus = taken_bonus + gone - least(gone, greatest(0, granted - taken - spent))
    WHERE order_id = d.order_id AND d.held > 0;
  d.taken := gone;
  d.debt := d.debt + owed;
  d.held := 0;
  RETURN d;
END
$$;

-- What Stripe says of a dispute now. States only move on: an inquiry may become a dispute, which is won or lost.
-- Answers whether anything changed.
CREATE OR REPLACE FUNCTION billing.move_dispute(p_dispute text, p_payment text, p_state text, p_amount bigint,
  p_currency text, p_reason text, p_opened timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  d     billing.dispute;
  known boolean;
BEGIN
  PERFORM FROM billing.wallet w JOIN billing.customer_order o USING (tenant_id) JOIN billing.payment p ON p.order_id = o.id
    WHERE p.id = p_payment FOR UPDATE OF w;
  SELECT true INTO known FROM billing.dispute WHERE id = p_dispute;
  INSERT INTO billing.dispute (id, payment_id, order_id, wallet_id, state, amount_minor, currency, reason, opened_at)
    SELECT p_dispute, p.id, o.id, w.id, 'inquiry', p_amount, p_currency, p_reason, p_opened
    FROM billing.payment p JOIN billing.customer_order o ON o.id = p.order_id JOIN billing.wallet w USING (tenant_id)
    WHERE p.id = p_payment
    ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT d FROM billing.dispute WHERE id = p_dispute FOR UPDATE;
  IF d.state IN ('won', 'lost') OR p_state = 'inquiry' OR p_state = d.state THEN
    RETURN known IS NULL;
  END IF;
  IF d.state = 'inquiry' AND p_state <> 'won' THEN
    d := billing.hold_disputed(d);
  END IF;
  IF p_state = 'won' THEN
    d := billing.free_disputed(d);
  ELSIF p_state = 'lost' THEN
    d := billing.lose_disputed(d);
  END IF;
  UPDATE billing.dispute SET state = p_state, held = d.held, debt = d.debt, taken = d.taken,
    closed_at = CASE WHEN p_state IN ('won', 'lost') THEN now() END WHERE id = p_dispute;
  PERFORM billing.repay_debt(d.wallet_id);
  PERFORM billing.attribute_spending(d.wallet_id);
  PERFORM pg_notify('aibridge', 'wallet:' || d.wallet_id);
  RETURN true;
END
$$;

-- Books one of Stripe's balance transactions of a dispute, once. p_amount and p_fee as Stripe writes them: what is
-- taken is negative, a fee is positive.
CREATE OR REPLACE FUNCTION billing.book_dispute_funds(
  p_id text, p_dispute text, p_amount bigint, p_fee bigint, p_currency text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM billing.wallet w JOIN billing.dispute d ON d.wallet_id = w.id WHERE d.id = p_dispute FOR UPDATE OF w;
  IF EXISTS (SELECT FROM billing.dispute_funds WHERE id = p_id) OR (p_amount = 0 AND p_fee = 0) THEN
    RETURN false;
  END IF;
  INSERT INTO billing.dispute_funds (id, dispute_id, amount_minor, fee_minor, currency, tx_id)
    VALUES (p_id, p_dispute, p_amount, p_fee, p_currency, billing.post('dispute_funds', 'dispute ' || p_dispute, 'stripe',
      'dispute_funds:' || p_id, ARRAY['stripe_clearing', 'dispute_hold', 'stripe_fees'],
      ARRAY[p_amount - p_fee, -p_amount, p_fee], p_currency));
  RETURN true;
END
$$;

-- What a lost dispute keeps back is lost: books the difference to what was booked before.
CREATE OR REPLACE FUNCTION billing.book_dispute_loss(p_dispute text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  d     billing.dispute;
  money record;
BEGIN
  PERFORM FROM billing.wallet w JOIN billing.dispute d2 ON d2.wallet_id = w.id WHERE d2.id = p_dispute FOR UPDATE OF w;
  SELECT * INTO STRICT d FROM billing.dispute WHERE id = p_dispute FOR UPDATE;
  IF d.state = 'lost' THEN
    FOR money IN SELECT currency, -sum(amount_minor)::bigint - d.loss_minor AS more FROM billing.dispute_funds
                 WHERE dispute_id = p_dispute GROUP BY currency
    LOOP
      PERFORM billing.post('dispute_loss', 'dispute ' || p_dispute, 'stripe', NULL,
        ARRAY['dispute_hold', 'dispute_loss'], ARRAY[-money.more, money.more], money.currency);
      UPDATE billing.dispute SET loss_minor = loss_minor + money.more WHERE id = p_dispute;
    END LOOP;
  END IF;
END
$$;

-- Leases ended: what they spent of what was to be frozen, and no other tokens made up for, is owed, and what they gave
-- back repays debts. Answers the wallets changed.
CREATE OR REPLACE FUNCTION billing.settle_debts() RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  debtor uuid;
  d      billing.dispute;
  spent  bigint;
  part   bigint;
BEGIN
  FOR debtor IN SELECT id FROM billing.wallet WHERE (freeze_due > 0 OR debt > 0)
                  AND (freeze_due > leased OR (debt > 0 AND posted - leased - frozen > 0))
                ORDER BY id FOR UPDATE
  LOOP
    SELECT greatest(0, freeze_due - leased) INTO STRICT spent FROM billing.wallet WHERE id = debtor;
    FOR d IN SELECT * FROM billing.dispute WHERE wallet_id = debtor AND held > 0 ORDER BY opened_at DESC, id
    LOOP
      part := least(spent, d.held);
      spent := spent - part;
      PERFORM billing.post('dispute', 'dispute ' || d.id, 'billing', NULL,
        ARRAY['tenant_debt', 'issued'], ARRAY[-part, part], 'token');
      UPDATE billing.dispute SET held = held - part, debt = debt + part WHERE id = d.id;
      UPDATE billing.lot SET held = held - part WHERE order_id = d.order_id;
      UPDATE billing.wallet SET freeze_due = freeze_due - part, debt = debt + part WHERE id = debtor;
    END LOOP;
    PERFORM billing.repay_debt(debtor);
    PERFORM billing.attribute_spending(debtor);
    PERFORM pg_notify('aibridge', 'wallet:' || debtor);
    RETURN NEXT debtor;
  END LOOP;
END
$$;

REVOKE ALL ON FUNCTION billing.hold_disputed(billing.dispute), billing.free_disputed(billing.dispute),
  billing.lose_disputed(billing.dispute), billing.book_dispute_loss(text), billing.settle_debts(),
  billing.move_dispute(text, text, text, bigint, text, text, timestamptz),
  billing.book_dispute_funds(text, text, bigint, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.hold_disputed(billing.dispute), billing.free_disputed(billing.dispute),
  billing.lose_disputed(billing.dispute), billing.book_dispute_loss(text), billing.settle_debts(),
  billing.move_dispute(text, text, text, bigint, text, text, timestamptz),
  billing.book_dispute_funds(text, text, bigint, bigint, text) TO aibridge_billing;
