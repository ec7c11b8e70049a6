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

REVOKE ALL ON FUNCTION billing.raise_alert(uuid, text, jsonb, uuid, integer, uuid), billing.cross_alerts(text),
  billing.alert_levels(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.raise_alert(uuid, text, jsonb, uuid, integer, uuid), billing.cross_alerts(text),
  billing.alert_levels(text) TO aibridge_billing;
