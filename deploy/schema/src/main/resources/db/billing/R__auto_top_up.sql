-- Auto top-up. Whatever begins or ends a charge locks the wallet first.

-- The beginning of the month by the tenant's clock.
CREATE OR REPLACE FUNCTION billing.month_of(p_tenant uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('month', now(), t.time_zone) FROM accounts.tenant t WHERE t.id = p_tenant
$$;

-- What was charged by itself since then, or may have been.
CREATE OR REPLACE FUNCTION billing.auto_charged(p_tenant uuid, p_since timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT COALESCE(sum(amount_minor), 0)::bigint FROM billing.auto_charge
  WHERE tenant_id = p_tenant AND state IN ('asked', 'paid') AND asked_at >= p_since
$$;

CREATE OR REPLACE FUNCTION billing.stop_auto_top_up(p_tenant uuid, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE billing.auto_top_up SET enabled = false, stopped_at = now(), stopped_reason = p_reason
    WHERE tenant_id = p_tenant AND stopped_at IS NULL;
  IF FOUND THEN
    PERFORM billing.raise_alert(p_tenant, 'auto_top_up.stopped', jsonb_build_object('reason', p_reason), NULL, NULL, NULL);
  END IF;
END
$$;

-- Begins a charge with its order, when the balance is low, nothing is under way, waits for review or was declined just
-- now, and the month's cap allows it. A customer who disputes a payment is not charged again by itself.
-- Answers whether there is one that Stripe is asked for next.
CREATE OR REPLACE FUNCTION billing.begin_auto_charge(p_charge uuid, p_tenant uuid, p_pause_ms bigint, p_look_ms bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  w       billing.wallet;
  a       billing.auto_top_up;
  p       billing.product;
  begun   timestamptz;
  made    uuid := uuidv7();
BEGIN
  SELECT * INTO w FROM billing.wallet WHERE tenant_id = p_tenant FOR UPDATE;
  SELECT * INTO a FROM billing.auto_top_up WHERE tenant_id = p_tenant AND enabled FOR UPDATE;
  IF w.id IS NULL OR w.status <> 'active' OR w.debt > 0 OR w.frozen > 0 OR a.tenant_id IS NULL
    OR w.posted >= a.threshold
    OR EXISTS (SELECT FROM accounts.tenant t WHERE t.id = p_tenant AND t.status <> 'active')
    OR EXISTS (SELECT FROM billing.auto_charge c WHERE c.tenant_id = p_tenant AND (c.state = 'asked'
      OR (c.state = 'declined' AND a.declines > 0 AND c.ended_at > now() - p_pause_ms * interval '1 millisecond')))
    OR EXISTS (SELECT FROM billing.auto_charge c JOIN billing.customer_order o ON o.id = c.order_id
      WHERE c.tenant_id = p_tenant AND c.state = 'paid' AND o.state = 'review') THEN
    RETURN false;
  END IF;
  SELECT * INTO p FROM billing.product WHERE id = a.product_id AND active AND currency = a.currency;
  IF NOT FOUND THEN
    PERFORM billing.stop_auto_top_up(p_tenant, 'not_on_sale');
    RETURN false;
  END IF;
  begun := billing.month_of(p_tenant);
  IF billing.auto_charged(p_tenant, begun) + p.amount_minor > a.cap_minor THEN
    IF a.capped_month IS DISTINCT FROM begun THEN
      UPDATE billing.auto_top_up SET capped_month = begun WHERE tenant_id = p_tenant;
      PERFORM billing.raise_alert(p_tenant, 'auto_top_up.capped',
        jsonb_build_object('balanceMicro', w.posted), NULL, NULL, NULL);
    END IF;
    RETURN false;
  END IF;
  INSERT INTO billing.customer_order (id, tenant_id, request_key, product_id, product_name, quantity, tokens, bonus,
      amount_minor, currency, ordered_by)
    VALUES (made, p_tenant, 'auto:' || p_charge, p.id, p.name, 1, p.tokens, p.bonus, p.amount_minor, p.currency, a.set_by);
  INSERT INTO billing.auto_charge (id, tenant_id, order_id, customer_id, method_id, amount_minor, currency, look_at)
    VALUES (p_charge, p_tenant, made, a.customer_id, a.method_id, p.amount_minor, p.currency,
      now() + p_look_ms * interval '1 millisecond');
  RETURN true;
END
$$;

-- What Stripe said of a charge; p_code: why it was declined. After so many declines in a row it stops.
CREATE OR REPLACE FUNCTION billing.end_auto_charge(p_charge uuid, p_code text, p_most integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  c       billing.auto_charge;
  refused integer;
BEGIN
  PERFORM FROM billing.wallet w JOIN billing.auto_charge a USING (tenant_id) WHERE a.id = p_charge FOR UPDATE OF w;
  UPDATE billing.auto_charge SET state = CASE WHEN p_code IS NULL THEN 'paid' ELSE 'declined' END, code = p_code,
    ended_at = now() WHERE id = p_charge AND state = 'asked' RETURNING * INTO c;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE billing.auto_top_up SET declines = CASE WHEN p_code IS NULL THEN 0 ELSE declines + 1 END
    WHERE tenant_id = c.tenant_id RETURNING declines INTO refused;
  IF p_code IS NULL THEN
    RETURN;
  END IF;
  UPDATE billing.customer_order SET state = 'abandoned' WHERE id = c.order_id AND state = 'awaiting_payment';
  IF refused >= p_most THEN
    PERFORM billing.stop_auto_top_up(c.tenant_id, p_code);
  ELSE
    PERFORM billing.raise_alert(c.tenant_id, 'auto_top_up.declined', jsonb_build_object('reason', p_code), NULL, NULL, NULL);
  END IF;
END
$$;

REVOKE ALL ON FUNCTION billing.month_of(uuid), billing.auto_charged(uuid, timestamptz),
  billing.stop_auto_top_up(uuid, text), billing.begin_auto_charge(uuid, uuid, bigint, bigint),
  billing.end_auto_charge(uuid, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.month_of(uuid), billing.auto_charged(uuid, timestamptz),
  billing.stop_auto_top_up(uuid, text), billing.begin_auto_charge(uuid, uuid, bigint, bigint),
  billing.end_auto_charge(uuid, text, integer) TO aibridge_billing;
