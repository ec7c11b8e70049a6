-- Our books beside Stripe's.

-- Books what Stripe kept of a payment of ours, once.
CREATE OR REPLACE FUNCTION billing.book_charge_fees() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  b      billing.stripe_balance;
  booked bigint := 0;
BEGIN
  FOR b IN SELECT s.* FROM billing.stripe_balance s JOIN billing.payment p ON p.id = s.payment_id
           WHERE s.kind = 'charge' AND s.fee_minor > 0
             AND NOT EXISTS (SELECT FROM billing.charge_fee c WHERE c.id = s.id) ORDER BY s.id
  LOOP
    INSERT INTO billing.charge_fee (id, payment_id, fee_minor, currency, tx_id)
      VALUES (b.id, b.payment_id, b.fee_minor, b.fee_currency, billing.post('charge_fee', 'payment ' || b.payment_id,
        'stripe', 'charge_fee:' || b.id, ARRAY['stripe_clearing', 'stripe_fees'], ARRAY[-b.fee_minor, b.fee_minor],
        b.fee_currency));
    booked := booked + 1;
  END LOOP;
  RETURN booked;
END
$$;

-- Every movement of that time on either side, one by one, with what each side has of it; NULL: nothing.
CREATE OR REPLACE FUNCTION billing.compare_stripe(p_since timestamptz, p_until timestamptz)
RETURNS TABLE (subject text, day date, unit text, ours numeric, theirs numeric) LANGUAGE sql STABLE AS $$
  WITH there AS (
    SELECT b.*, (b.created_at AT TIME ZONE 'UTC')::date AS day FROM billing.stripe_balance b
    WHERE b.created_at >= p_since AND b.created_at < p_until AND b.kind <> 'other'
      AND NOT EXISTS (SELECT FROM billing.foreign_payment f WHERE f.id = b.payment_id))
  SELECT 'payment ' || COALESCE(t.payment_id, t.source), t.day, t.currency, p.amount_minor, t.amount_minor
    FROM there t LEFT JOIN billing.payment p ON p.id = t.payment_id AND p.currency = t.currency WHERE t.kind = 'charge'
  UNION ALL
  SELECT 'fee ' || t.id, t.day, t.fee_currency, f.fee_minor, t.fee_minor
    FROM there t LEFT JOIN billing.charge_fee f ON f.id = t.id WHERE t.kind = 'charge' AND t.fee_minor > 0
  UNION ALL
  SELECT 'refund ' || t.source, t.day, t.currency, r.amount_minor, -t.amount_minor
    FROM there t LEFT JOIN billing.refund r ON r.stripe_id = t.source AND r.currency = t.currency WHERE t.kind = 'refund'
  UNION ALL
  SELECT 'failed refund ' || t.source, t.day, t.currency, r.amount_minor, t.amount_minor
    FROM there t LEFT JOIN billing.refund r ON r.stripe_id = t.source AND r.state = 'failed' AND r.currency = t.currency
    WHERE t.kind = 'refund_failure'
  UNION ALL
  SELECT 'dispute ' || t.id, t.day, t.fee_currency, f.amount_minor - f.fee_minor, t.amount_minor - t.fee_minor
    FROM there t LEFT JOIN billing.dispute_funds f ON f.id = t.id WHERE t.kind = 'dispute'
  UNION ALL
  SELECT 'payment ' || p.id, (p.seen_at AT TIME ZONE 'UTC')::date, p.currency, p.amount_minor, NULL
    FROM billing.payment p WHERE p.seen_at >= p_since AND p.seen_at < p_until AND p.amount_minor > 0
      AND NOT EXISTS (SELECT FROM billing.stripe_balance b WHERE b.kind = 'charge' AND b.payment_id = p.id)
  UNION ALL
  SELECT 'refund ' || r.stripe_id, (r.asked_at AT TIME ZONE 'UTC')::date, r.currency, r.amount_minor, NULL
    FROM billing.refund r WHERE r.state = 'succeeded' AND r.asked_at >= p_since AND r.asked_at < p_until
      AND NOT EXISTS (SELECT FROM billing.stripe_balance b WHERE b.kind = 'refund' AND b.source = r.stripe_id)
  UNION ALL
  SELECT 'dispute ' || f.id, (t.at AT TIME ZONE 'UTC')::date, f.currency, f.amount_minor - f.fee_minor, NULL
    FROM billing.dispute_funds f JOIN billing.transaction t ON t.id = f.tx_id
    WHERE t.at >= p_since AND t.at < p_until
      AND NOT EXISTS (SELECT FROM billing.stripe_balance b WHERE b.id = f.id)
$$;

-- Keeps what does not agree, forgets what agrees again, and ends the run. What an admin settled stays settled until
-- the figures change.
CREATE OR REPLACE FUNCTION billing.note_findings(p_run uuid, p_compared bigint, p_off jsonb)
RETURNS billing.reconciliation LANGUAGE plpgsql AS $$
DECLARE
  run billing.reconciliation;
BEGIN
  SELECT * INTO STRICT run FROM billing.reconciliation WHERE id = p_run;
  WITH off AS (
    SELECT subject, CASE WHEN ours IS NULL THEN 'missing_here' WHEN theirs IS NULL THEN 'missing_there'
      ELSE 'amount_differs' END AS kind
    FROM jsonb_to_recordset(p_off) AS c (subject text, ours numeric, theirs numeric))
  UPDATE billing.finding f SET gone_at = now()
    WHERE f.what = run.what AND f.account = run.account AND f.gone_at IS NULL AND f.day >= (run.since AT TIME ZONE 'UTC')::date
      AND NOT EXISTS (SELECT FROM off WHERE off.subject = f.subject AND off.kind = f.kind);
  INSERT INTO billing.finding AS f (what, account, kind, subject, day, unit, ours, theirs)
    SELECT DISTINCT ON (subject) run.what, run.account, CASE WHEN ours IS NULL THEN 'missing_here'
        WHEN theirs IS NULL THEN 'missing_there' ELSE 'amount_differs' END, subject, day, unit, ours, theirs
      FROM jsonb_to_recordset(p_off) AS c (subject text, day date, unit text, ours numeric, theirs numeric)
    ON CONFLICT (what, account, kind, subject) DO UPDATE SET
      resolved_at = CASE WHEN (f.ours, f.theirs) IS NOT DISTINCT FROM (EXCLUDED.ours, EXCLUDED.theirs)
        THEN f.resolved_at END,
      resolved_by = CASE WHEN (f.ours, f.theirs) IS NOT DISTINCT FROM (EXCLUDED.ours, EXCLUDED.theirs)
        THEN f.resolved_by END,
      note = CASE WHEN (f.ours, f.theirs) IS NOT DISTINCT FROM (EXCLUDED.ours, EXCLUDED.theirs) THEN f.note END,
      day = EXCLUDED.day, unit = EXCLUDED.unit, ours = EXCLUDED.ours, theirs = EXCLUDED.theirs, gone_at = NULL;
  UPDATE billing.reconciliation SET ended_at = clock_timestamp(), compared = p_compared,
      findings = (SELECT count(*) FROM billing.finding
        WHERE what = run.what AND account = run.account AND gone_at IS NULL AND resolved_at IS NULL)
    WHERE id = p_run RETURNING * INTO run;
  RETURN run;
END
$$;

REVOKE ALL ON FUNCTION billing.book_charge_fees(), billing.compare_stripe(timestamptz, timestamptz),
  billing.note_findings(uuid, bigint, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.book_charge_fees(), billing.compare_stripe(timestamptz, timestamptz),
  billing.note_findings(uuid, bigint, jsonb) TO aibridge_billing;
