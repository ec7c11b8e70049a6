-- Which invariants are of what is there now, so that every proof judges the whole of them.
CREATE OR REPLACE FUNCTION billing.is_judged_whole(p_code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_code IN ('L4', 'L5', 'L6', 'L7', 'L8', 'L10', 'L11', 'P1', 'P2', 'P3', 'P4', 'C1', 'C2', 'B1', 'Q1')
$$;
REVOKE ALL ON FUNCTION billing.is_judged_whole(text) FROM PUBLIC;

-- Adds rows of the transactions from p_since up to p_until to what is taken for proved.
CREATE OR REPLACE FUNCTION billing.take_for_proved(p_since bigint, p_until bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  INSERT INTO billing.proof_wallet AS p (wallet, posted)
    SELECT substr(account, 8), sum(amount) FROM billing.entry
    WHERE account LIKE 'wallet:%' AND xact >= p_since AND xact < p_until GROUP BY account
    ON CONFLICT (wallet) DO UPDATE SET posted = p.posted + EXCLUDED.posted;
  INSERT INTO billing.proof_holder AS p (holder_id, events)
    SELECT holder_id, count(*) FROM usage.event WHERE xact >= p_since AND xact < p_until GROUP BY holder_id
    ON CONFLICT (holder_id) DO UPDATE SET events = p.events + EXCLUDED.events;
  INSERT INTO billing.proof_day AS p (tenant_id, day, key_id, model_id, requests, failed, charge, paid, counts)
    SELECT tenant_id, date_trunc('day', admitted_at, 'UTC'), key_id, model_id, count(*),
      count(*) FILTER (WHERE outcome NOT IN ('COMPLETED', 'CLIENT_LEFT')), sum(charge), sum(paid),
      ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]),
        sum(counts[7]), sum(counts[8]), sum(counts[9]), sum(counts[10]), sum(counts[11]), sum(counts[12]),
        sum(counts[13]), sum(counts[14])]
    FROM usage.event WHERE xact >= p_since AND xact < p_until GROUP BY 1, 2, 3, 4
    ON CONFLICT (tenant_id, day, key_id, model_id) DO UPDATE SET
      requests = p.requests + EXCLUDED.requests, failed = p.failed + EXCLUDED.failed,
      charge = p.charge + EXCLUDED.charge, paid = p.paid + EXCLUDED.paid,
      counts = ARRAY(SELECT a + b FROM unnest(p.counts, EXCLUDED.counts) WITH ORDINALITY AS c (a, b, n) ORDER BY n);
END
$$;
REVOKE ALL ON FUNCTION billing.take_for_proved(bigint, bigint) FROM PUBLIC;

-- Begins what is taken for proved with what is sealed of events that are gone.
CREATE OR REPLACE FUNCTION billing.take_seals_for_proved() RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO billing.proof_holder (holder_id, events)
    SELECT holder_id, billing.how_many(seqs) FROM usage.sealed_holder;
  INSERT INTO billing.proof_day (tenant_id, day, key_id, model_id, requests, failed, charge, paid, counts)
    SELECT tenant_id, day, key_id, model_id, requests, failed, charge, paid, counts FROM usage.sealed_sum;
$$;
REVOKE ALL ON FUNCTION billing.take_seals_for_proved() FROM PUBLIC;

-- Proves what is new since the watermark, or everything (p_whole), and moves the watermark to the oldest transaction
-- that was still open before it looked: everything before that is committed, seen and never changed. What does not
-- hold is not passed by, and what a proof of everything finds stays broken until one finds it right. No rows when
-- another one proves just now.
CREATE OR REPLACE FUNCTION billing.prove(p_whole boolean) RETURNS TABLE (code text, ok boolean, detail text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  oldest  bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  since   bigint;
  whole   boolean;
  judged  jsonb;
BEGIN
  SELECT p.xact INTO since FROM billing.proof p FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  -- Another server, to which the database was moved, counts its transactions anew.
  whole := p_whole OR since = 0 OR since > oldest;
  judged := (SELECT jsonb_agg(j) FROM billing.judge(CASE WHEN whole THEN 0 ELSE since END) j);
  IF whole THEN
    UPDATE billing.proof SET whole_at = clock_timestamp();
    DELETE FROM billing.proof_fault;
    INSERT INTO billing.proof_fault (code, detail)
      SELECT f.code, f.detail FROM jsonb_to_recordset(judged) AS f (code text, ok boolean, detail text)
      WHERE NOT f.ok AND NOT billing.is_judged_whole(f.code);
  END IF;
  IF NOT EXISTS (SELECT FROM jsonb_to_recordset(judged) AS f (code text, ok boolean)
                 WHERE NOT f.ok AND NOT billing.is_judged_whole(f.code)) THEN
    IF whole THEN
      DELETE FROM billing.proof_wallet;
      DELETE FROM billing.proof_holder;
      DELETE FROM billing.proof_day;
      PERFORM billing.take_seals_for_proved();
    END IF;
    PERFORM billing.take_for_proved(CASE WHEN whole THEN 0 ELSE since END, oldest);
    UPDATE billing.proof SET xact = oldest;
  END IF;
  SELECT jsonb_agg(jsonb_build_object('code', f.code, 'ok', f.ok AND p.code IS NULL,
      'detail', CASE WHEN f.ok THEN COALESCE(p.detail, f.detail) ELSE f.detail END)) INTO judged
    FROM jsonb_to_recordset(judged) AS f (code text, ok boolean, detail text) LEFT JOIN billing.proof_fault p USING (code);
  UPDATE billing.proof SET verdict = judged, judged_at = clock_timestamp();
  RETURN QUERY SELECT * FROM jsonb_to_recordset(judged) AS f (code text, ok boolean, detail text);
END
$$;
REVOKE ALL ON FUNCTION billing.prove(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.prove(boolean) TO aibridge_billing;
