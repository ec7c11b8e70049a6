-- What gives money back. Every function locks the wallet first; the same call again changes nothing.

DROP FUNCTION IF EXISTS billing.begin_refund(uuid, uuid, bigint, text, text, uuid, text);
DROP FUNCTION IF EXISTS billing.quote_refund(uuid, bigint);
DROP TYPE IF EXISTS billing.refund_quote;

-- no: NULL when it can be done | not_credited | disputed | nothing_left | too_much
-- most_minor: what can go back at most; amount_minor, tokens, bonus: what was asked for would give back and take.
CREATE TYPE billing.refund_quote AS (
  no text, payment_id text, wallet_id uuid, currency text, most_minor bigint,
  amount_minor bigint, tokens bigint, bonus bigint);

-- What an order's payment has given back already; owed are the tokens that were spent before.
CREATE OR REPLACE FUNCTION billing.refunded_of(p_payment text, OUT amount bigint, OUT owed bigint)
LANGUAGE sql STABLE AS $$
  SELECT COALESCE(sum(amount_minor), 0)::bigint, COALESCE(sum(debt), 0)::bigint
  FROM billing.refund WHERE payment_id = p_payment AND state <> 'failed'
$$;

-- Whether all of a payment is at its customer's again.
CREATE OR REPLACE FUNCTION billing.is_gone_back(p billing.payment) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE(sum(amount_minor), 0) >= greatest(p.amount_minor, 1) FROM billing.refund
  WHERE payment_id = p.id AND state = 'succeeded'
$$;

-- What is left of a lot, paid and bonus apart: spent are the paid tokens first. What leases hold counts as spent.
CREATE OR REPLACE FUNCTION billing.left_of_lot(l billing.lot, OUT paid bigint, OUT bonus bigint)
LANGUAGE sql STABLE AS $$
  SELECT greatest(0, least(l.granted - l.taken - g.gone, l.granted + l.bonus - l.taken - l.taken_bonus - l.held - g.gone)),
         l.bonus - l.taken_bonus - greatest(0, g.gone - (l.granted - l.taken))
  FROM billing.wallet w, billing.gone_of_lots(w.id, w.posted - w.leased - w.frozen) g
  WHERE w.id = l.wallet_id AND g.lot_id = l.id
$$;

-- p_amount: in minor units; NULL for all that is left. Amounts are cumulative: however many parts, and whatever each
-- is rounded to, their sum is floor(paid x returned / granted) at most.
CREATE FUNCTION billing.quote_refund(p_order uuid, p_amount bigint) RETURNS billing.refund_quote
LANGUAGE plpgsql STABLE AS $$
DECLARE
  q      billing.refund_quote;
  l      billing.lot;
  unused record;
  before record;
BEGIN
  SELECT p.id INTO q.payment_id FROM billing.payment p WHERE p.order_id = p_order AND p.credited;
  IF NOT FOUND THEN
    q.no := 'not_credited';
    RETURN q;
  END IF;
  SELECT * INTO STRICT l FROM billing.lot WHERE order_id = p_order;
  SELECT * INTO unused FROM billing.left_of_lot(l);
  SELECT * INTO before FROM billing.refunded_of(q.payment_id);
  q.wallet_id := l.wallet_id;
  q.currency := l.currency;
  q.most_minor := greatest(0, div(l.amount_minor::numeric * (l.taken + before.owed + unused.paid), l.granted)
    - before.amount);
  q.amount_minor := COALESCE(p_amount, q.most_minor);
  q.bonus := unused.bonus;
  q.no := CASE
    WHEN EXISTS (SELECT FROM billing.dispute d WHERE d.payment_id = q.payment_id AND d.state IN ('open', 'lost'))
      THEN 'disputed'
    WHEN q.most_minor = 0 THEN 'nothing_left'
    WHEN q.amount_minor > q.most_minor THEN 'too_much' END;
  q.tokens := CASE WHEN q.amount_minor = q.most_minor THEN unused.paid ELSE greatest(0, least(unused.paid,
    ceil((before.amount + p_amount::numeric) * l.granted / l.amount_minor) - l.taken - before.owed)) END;
  RETURN q;
END
$$;

-- Writes lines that are not zero, as one transaction.
CREATE OR REPLACE FUNCTION billing.post(
  p_kind text, p_reason text, p_actor text, p_key text, p_accounts text[], p_amounts bigint[], p_unit text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  tx bigint;
BEGIN
  IF (SELECT bool_and(amount = 0) FROM unnest(p_amounts) AS amount) THEN
    RETURN NULL;
  END IF;
  INSERT INTO billing.transaction (kind, reason, actor, idempotency_key) VALUES (p_kind, p_reason, p_actor, p_key)
    RETURNING id INTO tx;
  INSERT INTO billing.entry (tx_id, account, amount, unit)
    SELECT tx, account, amount, p_unit FROM unnest(p_accounts, p_amounts) AS line (account, amount) WHERE amount <> 0;
  RETURN tx;
END
$$;

-- Takes a refund's tokens and bonus out of lot and wallet, to where they wait for Stripe.
CREATE OR REPLACE FUNCTION billing.set_aside(r billing.refund) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM billing.post('refund', 'refund of order ' || r.order_id, r.source || ':' || r.asked_by, 'refund:' || r.id,
    ARRAY['wallet:' || r.wallet_id, 'refund_pending:' || r.id, 'promotion'],
    ARRAY[-r.tokens - r.bonus, r.tokens, r.bonus], 'token');
  UPDATE billing.wallet SET posted = posted - r.tokens - r.bonus WHERE id = r.wallet_id;
  UPDATE billing.lot SET taken = taken + r.tokens, taken_bonus = taken_bonus + r.bonus
    WHERE order_id = r.order_id AND r.tokens + r.bonus > 0;
  PERFORM billing.attribute_spending(r.wallet_id);
END
$$;

-- Sets tokens aside for a refund that Stripe is asked for next. Answers the quote it was made by; nothing was done
-- when that says no.
CREATE FUNCTION billing.begin_refund(
  p_refund uuid, p_order uuid, p_amount bigint, p_source text, p_reason text, p_by uuid, p_key text)
RETURNS billing.refund_quote LANGUAGE plpgsql AS $$
DECLARE
  q billing.refund_quote;
  r billing.refund;
BEGIN
  PERFORM FROM billing.wallet w JOIN billing.customer_order o USING (tenant_id) WHERE o.id = p_order FOR UPDATE OF w;
  q := billing.quote_refund(p_order, p_amount);
  IF q.no IS NULL THEN
    INSERT INTO billing.refund (id, payment_id, order_id, wallet_id, source, state, amount_minor, currency, tokens,
        bonus, reason, asked_by, request_key)
      VALUES (p_refund, q.payment_id, p_order, q.wallet_id, p_source, 'asked', q.amount_minor, q.currency, q.tokens,
        q.bonus, p_reason, p_by, p_key) RETURNING * INTO r;
    PERFORM billing.set_aside(r);
  END IF;
  RETURN q;
END
$$;

-- Refunds of money that was captured and never credited: all that is left of it, and no tokens.
CREATE OR REPLACE FUNCTION billing.begin_review_refund(
  p_refund uuid, p_payment text, p_reason text, p_by uuid, p_key text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  p      billing.payment;
  w      uuid;
  amount bigint;
BEGIN
  SELECT w2.id INTO w FROM billing.wallet w2 JOIN billing.customer_order o USING (tenant_id)
    JOIN billing.payment p2 ON p2.order_id = o.id WHERE p2.id = p_payment FOR UPDATE OF w2;
  SELECT * INTO p FROM billing.payment WHERE id = p_payment AND NOT credited;
  IF NOT FOUND THEN
    RETURN 'not_in_review';
  END IF;
  amount := p.amount_minor - (billing.refunded_of(p_payment)).amount;
  IF amount <= 0 THEN
    RETURN 'nothing_left';
  END IF;
  INSERT INTO billing.refund (id, payment_id, order_id, wallet_id, source, state, amount_minor, currency, tokens, bonus,
      reason, asked_by, request_key)
    VALUES (p_refund, p_payment, p.order_id, w, 'admin', 'asked', amount, p.currency, 0, 0, p_reason, p_by, p_key);
  RETURN NULL;
END
$$;

-- Takes what a payment's refunds should have taken and did not, as after one that somebody made in Stripe's dashboard:
-- tokens as far as there are any, the rest is owed.
CREATE OR REPLACE FUNCTION billing.claim_refunded(r billing.refund) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  l      billing.lot;
  unused record;
  before record;
  due    bigint;
  paid   bigint;
  owed   bigint;
BEGIN
  SELECT * INTO STRICT l FROM billing.lot WHERE order_id = r.order_id;
  SELECT * INTO unused FROM billing.left_of_lot(l);
  SELECT * INTO before FROM billing.refunded_of(r.payment_id);
  due := greatest(0, least(l.granted, ceil(before.amount::numeric * l.granted / l.amount_minor)) - l.taken - before.owed);
  paid := least(due, unused.paid);
  owed := due - paid;
  PERFORM billing.post('refund', 'refund of order ' || r.order_id, 'stripe', NULL,
    ARRAY['wallet:' || r.wallet_id, 'refund_pending:' || r.id, 'promotion', 'tenant_debt', 'issued'],
    CASE r.state WHEN 'succeeded' THEN ARRAY[-paid - unused.bonus, 0, unused.bonus, -owed, owed + paid]
      ELSE ARRAY[-paid - unused.bonus, paid, unused.bonus, -owed, owed] END, 'token');
  UPDATE billing.wallet SET posted = posted - paid - unused.bonus, debt = debt + owed WHERE id = r.wallet_id;
  UPDATE billing.lot SET taken = taken + paid, taken_bonus = taken_bonus + unused.bonus WHERE id = l.id;
  UPDATE billing.refund SET tokens = tokens + paid, bonus = bonus + unused.bonus, debt = debt + owed WHERE id = r.id;
  PERFORM billing.repay_debt(r.wallet_id);
  PERFORM billing.attribute_spending(r.wallet_id);
  IF owed > 0 THEN
    PERFORM pg_notify('aibridge', 'wallet:' || r.wallet_id);
  END IF;
END
$$;

-- Takes over a refund that somebody made in Stripe's dashboard.
CREATE OR REPLACE FUNCTION billing.adopt_refund(p_refund uuid, p_payment text, p_stripe text, p_amount bigint,
  p_currency text, p_reason text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  p billing.payment;
  w uuid;
  r billing.refund;
BEGIN
  SELECT w2.id INTO STRICT w FROM billing.wallet w2 JOIN billing.customer_order o USING (tenant_id)
    JOIN billing.payment p2 ON p2.order_id = o.id WHERE p2.id = p_payment FOR UPDATE OF w2;
  SELECT * INTO STRICT p FROM billing.payment WHERE id = p_payment;
  SELECT * INTO r FROM billing.refund WHERE stripe_id = p_stripe;
  IF NOT FOUND THEN
    INSERT INTO billing.refund (id, payment_id, order_id, wallet_id, stripe_id, source, state, amount_minor, currency,
        tokens, bonus, reason)
      VALUES (p_refund, p_payment, p.order_id, w, p_stripe, 'stripe', 'pending', p_amount, p_currency, 0, 0, p_reason)
      RETURNING * INTO r;
    IF p.credited THEN
      PERFORM billing.claim_refunded(r);
    END IF;
  END IF;
  RETURN r.id;
END
$$;

-- Cancels a debt that turned out to be none; what was repaid of it in the meantime is the wallet's again. Answers
-- how much that is. The caller posts the wallet's part.
CREATE OR REPLACE FUNCTION billing.forgive(p_wallet uuid, p_debt bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  open_debt bigint;
BEGIN
  SELECT debt INTO STRICT open_debt FROM billing.wallet WHERE id = p_wallet;
  UPDATE billing.wallet SET debt = debt - least(debt, p_debt) WHERE id = p_wallet;
  RETURN p_debt - least(open_debt, p_debt);
END
$$;

-- A refund that failed, also one that had succeeded: its tokens, its bonus and what was owed come back.
CREATE OR REPLACE FUNCTION billing.undo_refund(r billing.refund) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  repaid  bigint := billing.forgive(r.wallet_id, r.debt);
  pending bigint := CASE r.state WHEN 'succeeded' THEN 0 ELSE r.tokens END;
BEGIN
  PERFORM billing.post('refund_failed', 'refund of order ' || r.order_id, 'stripe', 'refund_failed:' || r.id,
    ARRAY['wallet:' || r.wallet_id, 'refund_pending:' || r.id, 'promotion', 'tenant_debt', 'issued'],
    ARRAY[r.tokens + r.bonus + repaid, -pending, -r.bonus, r.debt - repaid, -(r.tokens - pending) - r.debt], 'token');
  UPDATE billing.wallet SET posted = posted + r.tokens + r.bonus + repaid WHERE id = r.wallet_id;
  UPDATE billing.lot SET taken = taken - r.tokens, taken_bonus = taken_bonus - r.bonus
    WHERE order_id = r.order_id AND r.tokens + r.bonus > 0;
  PERFORM pg_notify('aibridge', 'wallet:' || r.wallet_id);
END
$$;

-- What came back may be what other refunds of the payment did not find when they came, or did not take because the one
-- that failed had: a whole rest has up to a minor unit's worth of tokens more than its amount. What they owe and what
-- they lack is claimed anew, from the lot's own tokens first, as if the one that failed had never been.
CREATE OR REPLACE FUNCTION billing.claim_anew(p_payment text, p_wallet uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r      billing.refund;
  repaid bigint;
BEGIN
  FOR r IN SELECT * FROM billing.refund
           WHERE payment_id = p_payment AND state <> 'failed' AND debt > 0 ORDER BY id
  LOOP
    repaid := billing.forgive(p_wallet, r.debt);
    PERFORM billing.post('refund', 'refund of order ' || r.order_id, 'stripe', NULL,
      ARRAY['wallet:' || p_wallet, 'tenant_debt', 'issued'], ARRAY[repaid, r.debt - repaid, -r.debt], 'token');
    UPDATE billing.wallet SET posted = posted + repaid WHERE id = p_wallet;
    UPDATE billing.refund SET debt = 0 WHERE id = r.id;
  END LOOP;
  SELECT * INTO r FROM billing.refund WHERE payment_id = p_payment AND state <> 'failed'
    ORDER BY asked_at DESC, id LIMIT 1;
  IF FOUND THEN
    PERFORM billing.claim_refunded(r);
  END IF;
  PERFORM billing.repay_debt(p_wallet);
  PERFORM billing.attribute_spending(p_wallet);
END
$$;

-- What Stripe says of a refund now. States only move on, so that late news change nothing. Money that was never
-- credited was never booked either: neither is its refund. Answers whether anything changed.
-- An order waits for an admin while any of its payments does: one that was not credited and has not gone back whole.
-- One whose money all went back can be paid anew; a refund that fails after all takes it to the admin again.
CREATE OR REPLACE FUNCTION billing.review_order(p_order uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE billing.customer_order o SET review_reason = w.faults,
    state = CASE WHEN w.faults IS NOT NULL THEN 'review' WHEN o.tx_id IS NULL THEN 'abandoned' ELSE 'credited' END
  FROM (SELECT string_agg(DISTINCT p.fault, ', ') AS faults FROM billing.payment p
        WHERE p.order_id = p_order AND NOT p.credited AND NOT billing.is_gone_back(p)) w
  WHERE o.id = p_order AND (o.state = 'review' OR w.faults IS NOT NULL)
$$;

CREATE OR REPLACE FUNCTION billing.move_refund(p_refund uuid, p_state text, p_stripe text, p_failure text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  states CONSTANT text[] := ARRAY['asked', 'pending', 'succeeded', 'failed'];
  r      billing.refund;
  booked boolean;
BEGIN
  PERFORM FROM billing.wallet w JOIN billing.refund f ON f.wallet_id = w.id WHERE f.id = p_refund FOR UPDATE OF w;
  SELECT * INTO STRICT r FROM billing.refund WHERE id = p_refund FOR UPDATE;
  IF array_position(states, p_state) <= array_position(states, r.state) THEN
    RETURN false;
  END IF;
  SELECT credited INTO STRICT booked FROM billing.payment WHERE id = r.payment_id;
  IF p_state = 'succeeded' THEN
    PERFORM billing.post('refund_paid', 'refund of order ' || r.order_id, 'stripe', 'refund_paid:' || r.id,
      ARRAY['refund_pending:' || r.id, 'issued'], ARRAY[-r.tokens, r.tokens], 'token');
  ELSIF p_state = 'failed' THEN
    PERFORM billing.undo_refund(r);
  END IF;
  IF booked AND p_state = 'succeeded' THEN
    PERFORM billing.post('refund_money', 'refund ' || p_stripe, 'stripe', 'refund_money:' || r.id,
      ARRAY['stripe_clearing', 'refunds'], ARRAY[-r.amount_minor, r.amount_minor], r.currency);
  ELSIF booked AND p_state = 'failed' AND r.state = 'succeeded' THEN
    PERFORM billing.post('refund_money', 'refund ' || p_stripe, 'stripe', 'refund_money_back:' || r.id,
      ARRAY['stripe_clearing', 'refunds'], ARRAY[r.amount_minor, -r.amount_minor], r.currency);
  END IF;
  UPDATE billing.refund SET state = p_state, stripe_id = COALESCE(p_stripe, stripe_id), failure = p_failure,
    ended_at = CASE WHEN p_state IN ('succeeded', 'failed') THEN now() END WHERE id = p_refund;
  IF booked AND p_state = 'failed' THEN
    PERFORM billing.claim_anew(r.payment_id, r.wallet_id);
  END IF;
  IF NOT booked THEN
    PERFORM billing.review_order(r.order_id);
  END IF;
  RETURN true;
END
$$;

REVOKE ALL ON FUNCTION billing.quote_refund(uuid, bigint), billing.refunded_of(text), billing.left_of_lot(billing.lot),
  billing.post(text, text, text, text, text[], bigint[], text), billing.set_aside(billing.refund),
  billing.begin_refund(uuid, uuid, bigint, text, text, uuid, text), billing.forgive(uuid, bigint),
  billing.adopt_refund(uuid, text, text, bigint, text, text), billing.undo_refund(billing.refund),
  billing.begin_review_refund(uuid, text, text, uuid, text), billing.claim_refunded(billing.refund),
  billing.claim_anew(text, uuid), billing.is_gone_back(billing.payment), billing.review_order(uuid),
  billing.move_refund(uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.quote_refund(uuid, bigint), billing.refunded_of(text),
  billing.left_of_lot(billing.lot), billing.post(text, text, text, text, text[], bigint[], text),
  billing.set_aside(billing.refund), billing.begin_refund(uuid, uuid, bigint, text, text, uuid, text),
  billing.forgive(uuid, bigint), billing.adopt_refund(uuid, text, text, bigint, text, text),
  billing.undo_refund(billing.refund), billing.begin_review_refund(uuid, text, text, uuid, text),
  billing.claim_refunded(billing.refund), billing.claim_anew(text, uuid), billing.move_refund(uuid, text, text, text),
  billing.is_gone_back(billing.payment), billing.review_order(uuid) TO aibridge_billing;
