-- Our usage beside the vendors'. What is compared, and why some of it may differ: docs/concepts/reconciliation.md.

-- What we metered with a vendor's account, by UTC day, its name of the model, and measure. A request that ran within
-- p_edge of midnight may be on either day, one that broke may be billed or not: low has what must be on the bill, high
-- what can be, ours what we counted, on the day on which it ended.
CREATE OR REPLACE FUNCTION billing.metered(p_account text, p_since date, p_until date, p_edge interval)
RETURNS TABLE (day date, model text, measure text, low numeric, ours numeric, high numeric) LANGUAGE sql STABLE AS $$
  WITH event AS (
    SELECT COALESCE(m.upstream_model, e.model_id) AS model, e.counts, e.source,
      e.admitted_at AT TIME ZONE 'UTC' AS began,
      (e.admitted_at + e.duration_ms * interval '1 millisecond') AT TIME ZONE 'UTC' AS ended,
      CASE WHEN e.outcome = 'COMPLETED' OR e.outcome = 'CLIENT_LEFT' AND e.first_byte_ms > 0 THEN 'sure'
        WHEN e.outcome IN ('CLIENT_LEFT', 'EMPTY', 'BROKEN', 'ABANDONED') THEN 'maybe' ELSE 'no' END AS billed,
      CASE WHEN e.outcome = 'FAILED' THEN e.attempts ELSE greatest(e.attempts - 1, 0) END AS unanswered
    FROM usage.event e JOIN catalog.channel c ON c.id = e.channel_id AND c.credential = p_account
      LEFT JOIN catalog.channel_model m ON m.channel_id = e.channel_id AND m.model_id = e.model_id
    WHERE e.day BETWEEN p_since - 1 AND p_until),
  alike AS (
    SELECT model, billed, (began - p_edge)::date AS first_day, (ended + p_edge)::date AS last_day, ended::date AS day,
      count(*) FILTER (WHERE billed <> 'no') AS requests, sum(unanswered) AS unanswered,
      sum(counts[1] + counts[2] + counts[3] + counts[4] + counts[5] + counts[6]) AS input,
      sum(counts[2]) AS cached, sum(counts[7] + counts[8] + counts[9]) AS output,
      -- What was counted here and not by the vendor has no cached part, and the vendor's may be all of it.
      sum(CASE WHEN source IN ('VENDOR', 'VENDOR_CLAMPED') THEN 0 ELSE counts[1] END) AS maybe_cached
    FROM event GROUP BY 1, 2, 3, 4, 5),
  spread AS (
    SELECT d.day::date AS on_day, a.* FROM alike a, generate_series(a.first_day, a.last_day, interval '1 day') d (day)
    WHERE d.day >= p_since AND d.day < p_until),
  -- Attempts that brought no answer may have cost the vendor as much as one that did.
  attempts AS (
    SELECT on_day, model, sum(unanswered) AS unanswered,
      CASE WHEN sum(requests) > 0 THEN 1 + sum(unanswered) / sum(requests) ELSE 1 END AS factor
    FROM spread GROUP BY 1, 2)
  SELECT s.on_day, s.model, v.measure,
    COALESCE(sum(v.amount) FILTER (WHERE s.billed = 'sure' AND s.first_day = s.last_day), 0),
    COALESCE(sum(v.amount) FILTER (WHERE s.day = s.on_day), 0),
    CASE v.measure WHEN 'requests' THEN sum(v.most) + max(a.unanswered) ELSE sum(v.most) * max(a.factor) END
  FROM spread s JOIN attempts a USING (on_day, model),
    LATERAL (VALUES ('requests', s.requests::numeric, s.requests::numeric), ('input_tokens', s.input, s.input),
      ('input_cached_tokens', s.cached, s.cached + s.maybe_cached), ('output_tokens', s.output, s.output))
      v (measure, amount, most)
  GROUP BY s.on_day, s.model, v.measure
$$;

-- Each day, model and measure on either side. agree: within what can be on the bill, give or take the larger of both
-- tolerances. Vendors bill a dated model, `gpt-4o-2024-08-06`, that is asked for by its plain name. What is missing on
-- one side is told once, not once for each measure.
CREATE OR REPLACE FUNCTION billing.compare_usage(p_account text, p_since date, p_until date, p_edge interval, p_ppm bigint,
  p_tokens bigint, p_requests bigint)
RETURNS TABLE (subject text, day date, unit text, ours numeric, theirs numeric, agree boolean)
LANGUAGE sql STABLE AS $$
  WITH here AS (SELECT * FROM billing.metered(p_account, p_since, p_until, p_edge)),
  known AS (
    SELECT m.upstream_model AS model FROM catalog.channel_model m JOIN catalog.channel c ON c.id = m.channel_id
    WHERE c.credential = p_account
    UNION SELECT model FROM here),
  there AS (
    SELECT v.day, n.model, x.measure, sum(x.amount) AS theirs
    FROM billing.vendor_usage v,
      LATERAL (SELECT regexp_replace(v.model, '-\d{4}-\d{2}-\d{2}$', '') AS plain) p,
      LATERAL (SELECT CASE WHEN v.model NOT IN (SELECT k.model FROM known k)
        AND p.plain IN (SELECT k.model FROM known k) THEN p.plain ELSE v.model END AS model) n,
      LATERAL (VALUES ('requests', v.requests), ('input_tokens', v.input), ('input_cached_tokens', v.cached),
        ('output_tokens', v.output)) x (measure, amount)
    WHERE v.account = p_account AND v.day >= p_since AND v.day < p_until GROUP BY 1, 2, 3),
  beside AS (
    SELECT day, model, measure, ours, theirs, COALESCE(low, 0) AS low, COALESCE(high, 0) AS high,
      greatest(CASE measure WHEN 'requests' THEN p_requests ELSE p_tokens END,
        greatest(high, theirs) * p_ppm / 1000000) AS tolerance
    FROM here FULL JOIN there USING (day, model, measure)),
  judged AS (
    SELECT *, COALESCE(theirs, 0) BETWEEN low - tolerance AND high + tolerance AS agree FROM beside)
  SELECT format('%s %s %s', j.model, j.day, j.measure), j.day,
    CASE j.measure WHEN 'requests' THEN 'requests' ELSE 'tokens' END, j.ours, j.theirs,
    j.agree OR (j.ours IS NULL OR j.theirs IS NULL) AND 1 < row_number() OVER (
      PARTITION BY j.day, j.model, j.agree
      ORDER BY array_position(ARRAY['requests', 'input_tokens', 'output_tokens', 'input_cached_tokens'], j.measure))
  FROM judged j
$$;

REVOKE ALL ON FUNCTION billing.metered(text, date, date, interval),
  billing.compare_usage(text, date, date, interval, bigint, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.metered(text, date, date, interval),
  billing.compare_usage(text, date, date, interval, bigint, bigint, bigint) TO aibridge_billing;
