-- Spend caps: what a tenant or a key may spend in a day, week, month or ever. Every caller that changes something has
-- locked the wallet; a tenant has one.

-- The tenant itself, where a key could stand; for leases: no key's own.
CREATE OR REPLACE FUNCTION billing.all_keys() RETURNS uuid LANGUAGE sql IMMUTABLE
RETURN '00000000-0000-0000-0000-000000000000'::uuid;

-- The window that holds a moment. Days begin at midnight in that zone, weeks on Monday. Where a clock that goes back
-- has midnight twice, the day begins the second time.
CREATE OR REPLACE FUNCTION billing.cap_window(
  p_span text, p_zone text, p_at timestamptz, OUT starts_at timestamptz, OUT ends_at timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  step     interval := CASE p_span WHEN 'day' THEN '1 day' WHEN 'week' THEN '7 days' WHEN 'month' THEN '1 month' END;
  midnight timestamp;
BEGIN
  IF p_span = 'total' THEN
    starts_at := '-infinity';
    ends_at := 'infinity';
    RETURN;
  END IF;
  midnight := date_trunc(p_span, p_at AT TIME ZONE p_zone);
  IF midnight AT TIME ZONE p_zone > p_at THEN
    midnight := midnight - step;
  END IF;
  starts_at := midnight AT TIME ZONE p_zone;
  ends_at := (midnight + step) AT TIME ZONE p_zone;
END
$$;

-- What was paid for requests since then: quarters up to the next midnight of UTC, then days. Midnights of all zones
-- are at quarters of an hour.
CREATE OR REPLACE FUNCTION billing.paid_since(p_tenant uuid, p_key uuid, p_since timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT COALESCE(sum(paid), 0)::bigint FROM (
    SELECT paid FROM usage.rollup
    WHERE tenant_id = p_tenant AND (p_key = billing.all_keys() OR key_id = p_key)
      AND isfinite(p_since) AND starts_at >= p_since
      AND starts_at < date_trunc('day', p_since + interval '1 day' - interval '1 microsecond', 'UTC')
    UNION ALL
    SELECT paid FROM usage.total
    WHERE tenant_id = p_tenant AND (p_key = billing.all_keys() OR key_id = p_key) AND span = 'day'
      AND starts_at >= CASE WHEN isfinite(p_since)
        THEN date_trunc('day', p_since + interval '1 day' - interval '1 microsecond', 'UTC') ELSE p_since END) sums
$$;

-- What is leased under the budgets of a tenant or key.
CREATE OR REPLACE FUNCTION billing.leased_under(p_tenant uuid, p_key uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_key = billing.all_keys() THEN w.leased
    ELSE (SELECT COALESCE(sum(l.granted - l.settled - l.returned), 0) FROM billing.lease l
          WHERE l.wallet_id = w.id AND l.key_id = p_key AND l.state = 'open'
            AND l.key_id <> '00000000-0000-0000-0000-000000000000')::bigint END
  FROM billing.wallet w WHERE w.tenant_id = p_tenant
$$;

-- Begins the windows anew that have ended. What is leased stays: it counts in the new window until it is used or
-- comes back.
CREATE OR REPLACE FUNCTION billing.roll_budgets(p_tenant uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM billing.budget WHERE tenant_id = p_tenant AND ends_at <= p_at;
  IF FOUND THEN
    UPDATE billing.budget b
      SET starts_at = n.starts_at, ends_at = n.ends_at, used = n.used, refused_at = NULL,
        excess = greatest(0, n.used + n.leased - b.bound)
      FROM (
        SELECT o.key_id, o.span, s.starts_at, s.ends_at,
          billing.paid_since(o.tenant_id, o.key_id, s.starts_at) AS used,
          billing.leased_under(o.tenant_id, o.key_id) AS leased
        FROM billing.budget o JOIN accounts.tenant t ON t.id = o.tenant_id,
          billing.cap_window(o.span, t.time_zone, p_at) s
        WHERE o.tenant_id = p_tenant AND o.ends_at <= p_at) n
      WHERE b.tenant_id = p_tenant AND b.key_id = n.key_id AND b.span = n.span;
  END IF;
END
$$;

-- What all budgets over a key leave together; all NULL when there are none. p_minimum: what is asked for at least.
CREATE OR REPLACE FUNCTION billing.cap_room(p_tenant uuid, p_key uuid, p_minimum bigint) RETURNS billing.cap_room
LANGUAGE plpgsql AS $$
DECLARE
  caps billing.cap_room;
BEGIN
  PERFORM billing.roll_budgets(p_tenant, clock_timestamp());
  SELECT greatest(0, least(b.room, b.rest)), b.rest,
      CASE WHEN isfinite(b.until) THEN (extract(epoch FROM b.until) * 1000)::bigint END
    INTO caps
    FROM (
      SELECT min(bound - used - billing.leased_under(tenant_id, key_id)) AS room, min(bound - used) AS rest,
        COALESCE(max(ends_at) FILTER (WHERE bound - used < p_minimum),
          (array_agg(ends_at ORDER BY bound - used))[1]) AS until
      FROM billing.budget
      WHERE tenant_id = p_tenant AND key_id IN (p_key, billing.all_keys())
      HAVING count(*) > 0) b;
  RETURN caps;
END
$$;

-- Adds what a batch's events were paid, before its sums of quarters and days are written. p_unheld: what of that no
-- lease covered; p_unheld_by_key: what no lease of the key's own covered.
CREATE OR REPLACE FUNCTION billing.use_budgets(
  p_tenants uuid[], p_keys uuid[], p_quarters_ms bigint[], p_paid bigint[], p_unheld bigint[], p_unheld_by_key bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM billing.roll_budgets(t, clock_timestamp()) FROM (SELECT DISTINCT unnest(p_tenants) AS t ORDER BY t) n;
  UPDATE billing.budget b SET used = b.used + n.paid, excess = b.excess + n.unheld
  FROM (
    SELECT o.tenant_id, o.key_id, o.span, sum(e.paid) AS paid,
      sum(CASE WHEN o.key_id = billing.all_keys() THEN e.unheld ELSE e.unheld_by_key END) AS unheld
    FROM unnest(p_tenants, p_keys, p_quarters_ms, p_paid, p_unheld, p_unheld_by_key)
      AS e (tenant_id, key_id, quarter_ms, paid, unheld, unheld_by_key)
    JOIN billing.budget o ON o.tenant_id = e.tenant_id AND o.key_id IN (e.key_id, billing.all_keys())
      AND timestamptz 'epoch' + e.quarter_ms * interval '1 millisecond' >= o.starts_at
    GROUP BY o.tenant_id, o.key_id, o.span) n
  WHERE b.tenant_id = n.tenant_id AND b.key_id = n.key_id AND b.span = n.span;
END
$$;

-- Sets (or with NULL removes) a cap of the customer's or an admin's ceiling; gateways hear of it. Answers set, unknown
-- (no such tenant or key), no_wallet or above_ceiling.
CREATE OR REPLACE FUNCTION billing.set_cap(
  p_tenant uuid, p_key uuid, p_span text, p_micro bigint, p_is_ceiling boolean) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  w_id   uuid;
  zone   text;
  before billing.budget;
BEGIN
  SELECT time_zone INTO zone FROM accounts.tenant WHERE id = p_tenant;
  IF NOT FOUND OR (p_key <> billing.all_keys() AND NOT EXISTS (
      SELECT FROM accounts.api_key WHERE id = p_key AND tenant_id = p_tenant AND deleted_at IS NULL)) THEN
    RETURN 'unknown';
  END IF;
  SELECT id INTO w_id FROM billing.wallet WHERE tenant_id = p_tenant FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'no_wallet';
  END IF;
  SELECT * INTO before FROM billing.budget WHERE tenant_id = p_tenant AND key_id = p_key AND span = p_span;
  IF NOT p_is_ceiling AND p_micro > before.ceiling THEN
    RETURN 'above_ceiling';
  ELSIF p_is_ceiling THEN
    before.ceiling := p_micro;
  ELSE
    before.cap := p_micro;
  END IF;
  DELETE FROM billing.budget WHERE tenant_id = p_tenant AND key_id = p_key AND span = p_span;
  INSERT INTO billing.budget (tenant_id, key_id, span, cap, ceiling, used, excess, starts_at, ends_at)
    SELECT p_tenant, p_key, p_span, before.cap, before.ceiling, billing.paid_since(p_tenant, p_key, n.starts_at), 0,
      n.starts_at, n.ends_at
    FROM billing.cap_window(p_span, zone, clock_timestamp()) n
    WHERE before.cap IS NOT NULL OR before.ceiling IS NOT NULL;
  UPDATE billing.budget SET excess = greatest(0, used + billing.leased_under(tenant_id, key_id) - bound)
    WHERE tenant_id = p_tenant AND key_id = p_key AND span = p_span;
  UPDATE billing.wallet SET capped = EXISTS (SELECT FROM billing.budget WHERE tenant_id = p_tenant) WHERE id = w_id;
  PERFORM pg_notify('aibridge', 'wallet:' || w_id);
  IF p_key <> billing.all_keys() THEN
    PERFORM pg_notify('aibridge', 'key:' || p_key);
  END IF;
  RETURN 'set';
END
$$;

REVOKE ALL ON FUNCTION billing.paid_since(uuid, uuid, timestamptz), billing.leased_under(uuid, uuid),
  billing.roll_budgets(uuid, timestamptz), billing.cap_room(uuid, uuid, bigint),
  billing.use_budgets(uuid[], uuid[], bigint[], bigint[], bigint[], bigint[]),
  billing.set_cap(uuid, uuid, text, bigint, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.paid_since(uuid, uuid, timestamptz), billing.leased_under(uuid, uuid),
  billing.roll_budgets(uuid, timestamptz), billing.cap_room(uuid, uuid, bigint),
  billing.use_budgets(uuid[], uuid[], bigint[], bigint[], bigint[], bigint[]),
  billing.set_cap(uuid, uuid, text, bigint, boolean) TO aibridge_billing;
