-- Who is told what about their money, once.

-- An alert, and a delivery of it to each owner and each endpoint of the tenant; NULL: to all of them.
CREATE OR REPLACE FUNCTION billing.raise_alert(
  p_tenant uuid, p_type text, p_data jsonb, p_rule uuid, p_crossing integer, p_endpoint uuid)
RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  raised uuid;
BEGIN
  INSERT INTO billing.alert (tenant_id, type, data, rule_id, crossing)
    VALUES (p_tenant, p_type, p_data, p_rule, p_crossing) RETURNING id INTO raised;
  INSERT INTO billing.delivery (tenant_id, alert_id, email, language)
    SELECT DISTINCT ON (p.email) p_tenant, raised, p.email, p.language
    FROM accounts.member m JOIN accounts.person p USING (subject)
    WHERE m.tenant_id = p_tenant AND m.role = 'owner' AND p_endpoint IS NULL ORDER BY p.email, p.subject;
  INSERT INTO billing.delivery (tenant_id, alert_id, endpoint_id)
    SELECT p_tenant, raised, e.id FROM billing.webhook_endpoint e
    WHERE e.tenant_id = p_tenant AND e.ended_at IS NULL AND (p_endpoint IS NULL OR e.id = p_endpoint);
  RETURN raised;
END
$$;

-- What each tenant with such a rule has, and what it spent in seven days. What leases hold is not spent and counts; what
-- disputes hold does not.
CREATE OR REPLACE FUNCTION billing.alert_levels(p_kind text)
RETURNS TABLE (tenant_id uuid, balance bigint, weekly numeric) LANGUAGE sql STABLE AS $$
  SELECT w.tenant_id, w.posted - w.frozen,
    CASE p_kind WHEN 'days' THEN (
      SELECT COALESCE(sum(t.paid), 0) FROM usage.total t
      WHERE t.tenant_id = w.tenant_id AND t.span = 'hour' AND t.starts_at > now() - interval '7 days') END
  FROM billing.wallet w
  WHERE w.tenant_id IN (SELECT r.tenant_id FROM billing.alert_rule r WHERE r.kind = p_kind AND r.ended_at IS NULL)
$$;

-- Raises an alert for every rule whose level is below its threshold, once until the level was 10 % above it. However
-- many do this at once: one after the other does, and for the second nothing is armed any more. Days are those that
-- the balance lasts at the last seven days' rate. Answers how many were raised.
CREATE OR REPLACE FUNCTION billing.cross_alerts(p_kind text) RETURNS bigint LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('billing.cross_alerts', 0));
  UPDATE billing.alert_rule r SET armed = true FROM billing.alert_levels(p_kind) l
    WHERE l.tenant_id = r.tenant_id AND r.kind = p_kind AND r.ended_at IS NULL AND NOT r.armed
      AND CASE p_kind WHEN 'days' THEN l.balance * 70::numeric >= r.threshold * l.weekly * 11
        ELSE l.balance * 10::numeric >= r.threshold * 11::numeric END;
  WITH crossed AS (
    UPDATE billing.alert_rule r SET armed = false, crossings = r.crossings + 1 FROM billing.alert_levels(p_kind) l
      WHERE l.tenant_id = r.tenant_id AND r.kind = p_kind AND r.ended_at IS NULL AND r.armed
        AND CASE p_kind WHEN 'days' THEN l.balance * 7::numeric < r.threshold * l.weekly
          ELSE l.balance < r.threshold END
      RETURNING r.id, r.tenant_id, r.threshold, r.crossings, l.balance, l.weekly)
  SELECT count(billing.raise_alert(tenant_id, p_kind || '.low',
    CASE p_kind
      WHEN 'days' THEN jsonb_build_object(
        'thresholdDays', threshold, 'days', div(balance * 7::numeric, weekly), 'balanceMicro', balance)
      ELSE jsonb_build_object('thresholdMicro', threshold, 'balanceMicro', balance) END,
    id, crossings, NULL))
  FROM crossed
$$;

-- Whether that much of a cap is used. All of it is also used when a request was refused for it and less than a tenth is
-- left: more may be left when a large one is.
CREATE OR REPLACE FUNCTION billing.is_used_to(p_budget billing.budget, p_percent bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_budget.bound > 0 AND (p_budget.used * 100::numeric >= p_budget.bound * p_percent::numeric
    OR (p_percent = 100 AND p_budget.refused_at IS NOT NULL AND p_budget.used * 10::numeric > p_budget.bound * 9::numeric))
$$;

-- Raises an alert for every cap that is used to a rule's percentage, once in each of the cap's windows, and again when
-- the cap was raised so that it no longer was. Answers how many were raised.
CREATE OR REPLACE FUNCTION billing.cross_cap_alerts() RETURNS bigint LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('billing.cross_alerts', 0));
  DELETE FROM billing.cap_crossing c USING billing.alert_rule r
    WHERE r.id = c.rule_id AND (r.ended_at IS NOT NULL OR NOT EXISTS (
      SELECT FROM billing.budget b WHERE b.tenant_id = r.tenant_id AND b.key_id = c.key_id AND b.span = c.span
        AND b.starts_at = c.starts_at AND billing.is_used_to(b, r.threshold)));
  WITH crossed AS (
    INSERT INTO billing.cap_crossing (rule_id, key_id, span, starts_at)
      SELECT r.id, b.key_id, b.span, b.starts_at
      FROM billing.alert_rule r JOIN billing.budget b ON b.tenant_id = r.tenant_id
      WHERE r.kind = 'cap' AND r.ended_at IS NULL AND b.ends_at > now() AND billing.is_used_to(b, r.threshold)
      ON CONFLICT DO NOTHING RETURNING rule_id, key_id, span),
  counted AS (
    UPDATE billing.alert_rule r SET crossings = r.crossings + n.more
      FROM (SELECT rule_id, count(*)::integer AS more FROM crossed GROUP BY rule_id) n WHERE r.id = n.rule_id
      RETURNING r.id, r.tenant_id, r.threshold, r.crossings)
  SELECT count(billing.raise_alert(r.tenant_id, 'cap.reached', jsonb_build_object(
      'percent', r.threshold, 'keyId', k.id, 'keyName', k.name, 'window', c.span, 'usedMicro', b.used,
      'capMicro', b.bound, 'endsAt', CASE WHEN isfinite(b.ends_at)
        THEN to_char(b.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END),
    r.id, r.crossings + 1 - c.nth, NULL))
  FROM (SELECT *, row_number() OVER (PARTITION BY rule_id ORDER BY key_id, span)::integer AS nth FROM crossed) c
    JOIN counted r ON r.id = c.rule_id
    JOIN billing.budget b ON b.tenant_id = r.tenant_id AND b.key_id = c.key_id AND b.span = c.span
    LEFT JOIN accounts.api_key k ON k.id = c.key_id AND k.tenant_id = r.tenant_id
$$;

REVOKE ALL ON FUNCTION billing.raise_alert(uuid, text, jsonb, uuid, integer, uuid), billing.cross_alerts(text),
  billing.alert_levels(text), billing.cross_cap_alerts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.raise_alert(uuid, text, jsonb, uuid, integer, uuid), billing.cross_alerts(text),
  billing.alert_levels(text), billing.cross_cap_alerts() TO aibridge_billing;
