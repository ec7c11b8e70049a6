-- The end of usage events: a day that is past its retention is summed up and removed, in one transaction.

-- UTC days that are older than so many and have a partition or events, oldest first.
CREATE OR REPLACE FUNCTION billing.days_past(p_keep_days integer) RETURNS SETOF date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT day FROM (
    SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'usage.event'::regclass AND c.relname ~ '^event_[0-9]{8}$'
    UNION SELECT day FROM usage.event_late) d
  WHERE day < (now() AT TIME ZONE 'UTC')::date - p_keep_days ORDER BY day
$$;

-- The first id that a UUIDv7 of that UTC day can have.
CREATE OR REPLACE FUNCTION billing.first_id(p_day date) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT rpad(lpad(to_hex((extract(epoch FROM p_day) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;

-- Why a day can't be sealed yet; NULL when it can. The caller has locked billing.proof.
CREATE OR REPLACE FUNCTION billing.hinders_seal(p_day date, p_horizon timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM billing.proof_fault)
      OR NOT EXISTS (SELECT FROM billing.proof WHERE whole_at > now() - interval '2 days')
      OR EXISTS (SELECT FROM usage.event, billing.proof WHERE day = p_day AND event.xact >= proof.xact)
      THEN 'it is not proved'
    WHEN EXISTS (SELECT FROM usage.intake
        WHERE id >= billing.first_id(p_day) AND id < billing.first_id(p_day + 1))
      THEN 'some of its events are not booked'
    WHEN EXISTS (SELECT FROM usage.quarantine
        WHERE id >= billing.first_id(p_day) AND id < billing.first_id(p_day + 1))
      THEN 'some of its events are in quarantine'
    WHEN EXISTS (SELECT FROM (SELECT DISTINCT holder_id FROM usage.event WHERE day = p_day) e
        JOIN billing.holder h ON h.id = e.holder_id AND h.state <> 'closed')
      THEN 'a gateway of that day is not closed'
    -- The clock of its gateway was wrong: a budget's window may still need it.
    WHEN EXISTS (SELECT FROM usage.event WHERE day = p_day AND admitted_at >= p_horizon)
      THEN 'some of its events were admitted later'
    END
$$;

-- How many of the day's transactions are not the sum of what is sealed and, of days that are not, still there. A
-- transaction's rows were written by one transaction of PostgreSQL.
CREATE OR REPLACE FUNCTION billing.sealed_wrong(p_day date) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
  WITH
  own AS (SELECT tx_id, min(xact) AS xact FROM usage.event WHERE day = p_day AND tx_id IS NOT NULL GROUP BY tx_id),
  part AS (
    SELECT tx_id, charge, paid, goodwill, overrun FROM own JOIN usage.sealed_transaction USING (tx_id)
    UNION ALL
    SELECT e.tx_id, e.charge, e.paid, e.goodwill, e.overrun FROM own JOIN usage.event e USING (tx_id)
    WHERE e.day <> p_day AND e.xact BETWEEN (SELECT min(xact) FROM own) AND (SELECT max(xact) FROM own)),
  used AS (
    SELECT tx_id, sum(charge) AS charge, sum(paid) AS paid, sum(goodwill) AS goodwill, sum(overrun) AS overrun
    FROM part GROUP BY tx_id),
  booked AS (
    SELECT tx_id, sum(amount) FILTER (WHERE account = 'revenue') AS charge,
      COALESCE(-sum(amount) FILTER (WHERE account LIKE 'wallet:%'), 0) AS paid,
      COALESCE(-sum(amount) FILTER (WHERE account = 'goodwill'), 0) AS goodwill,
      COALESCE(-sum(amount) FILTER (WHERE account = 'overrun_loss'), 0) AS overrun
    FROM own JOIN billing.entry USING (tx_id) WHERE unit = 'token' GROUP BY tx_id)
  SELECT count(*) FROM used u FULL JOIN booked b USING (tx_id)
  WHERE (u.charge, u.paid, u.goodwill, u.overrun) IS DISTINCT FROM (b.charge, b.paid, b.goodwill, b.overrun)
$$;

-- How many numbers are in ranges.
CREATE OR REPLACE FUNCTION billing.how_many(p_seqs int8multirange) RETURNS bigint LANGUAGE sql IMMUTABLE
RETURN (SELECT COALESCE(sum(upper(r) - lower(r)), 0)::bigint FROM unnest(p_seqs) r);

-- Adds a day's events to what is sealed; answers what was added: requests and their charges, what of these is in the
-- ledger, and how many requests are known again should they come once more.
CREATE OR REPLACE FUNCTION billing.add_to_seals(p_day date, OUT requests numeric, OUT charge numeric, OUT booked numeric,
  OUT known numeric)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
  WITH added AS (
    INSERT INTO usage.sealed_transaction AS s (tx_id, wallet_id, charge, paid, goodwill, overrun, balance)
    SELECT tx_id, min(wallet_id::text)::uuid, sum(charge), sum(paid), sum(goodwill), sum(overrun),
      min(balance_after) FILTER (WHERE paid > 0)
    FROM usage.event WHERE day = p_day AND tx_id IS NOT NULL GROUP BY tx_id
    ON CONFLICT (tx_id) DO UPDATE SET charge = s.charge + EXCLUDED.charge, paid = s.paid + EXCLUDED.paid,
      goodwill = s.goodwill + EXCLUDED.goodwill, overrun = s.overrun + EXCLUDED.overrun,
      balance = least(s.balance, EXCLUDED.balance)
    RETURNING new.charge - COALESCE(old.charge, 0) AS charge)
  SELECT COALESCE(sum(a.charge), 0) INTO booked FROM added a;
  WITH
  numbered AS (
    SELECT holder_id, seq, seq - row_number() OVER (PARTITION BY holder_id ORDER BY seq) AS run
    FROM usage.event WHERE day = p_day),
  runs AS (SELECT holder_id, int8range(min(seq), max(seq), '[]') AS seqs FROM numbered GROUP BY holder_id, run),
  added AS (
    INSERT INTO usage.sealed_holder AS s (holder_id, seqs)
    SELECT holder_id, range_agg(seqs) FROM runs GROUP BY holder_id
    ON CONFLICT (holder_id) DO UPDATE SET seqs = s.seqs + EXCLUDED.seqs
    RETURNING billing.how_many(new.seqs) - COALESCE(billing.how_many(old.seqs), 0) AS known)
  SELECT COALESCE(sum(a.known), 0) INTO known FROM added a;
  WITH added AS (
    INSERT INTO usage.sealed_sum AS s (tenant_id, day, key_id, model_id, requests, failed, charge, paid, counts)
    SELECT tenant_id, date_trunc('day', admitted_at, 'UTC'), key_id, model_id, count(*),
      count(*) FILTER (WHERE outcome NOT IN ('COMPLETED', 'CLIENT_LEFT')), sum(charge), sum(paid),
      ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]),
        sum(counts[7]), sum(counts[8]), sum(counts[9]), sum(counts[10]), sum(counts[11]), sum(counts[12]),
        sum(counts[13]), sum(counts[14])]
    FROM usage.event WHERE day = p_day GROUP BY 1, 2, 3, 4
    ON CONFLICT (tenant_id, day, key_id, model_id) DO UPDATE SET
      requests = s.requests + EXCLUDED.requests, failed = s.failed + EXCLUDED.failed,
      charge = s.charge + EXCLUDED.charge, paid = s.paid + EXCLUDED.paid,
      counts = ARRAY(SELECT a + b FROM unnest(s.counts, EXCLUDED.counts) WITH ORDINALITY AS c (a, b, n) ORDER BY n)
    RETURNING new.requests - COALESCE(old.requests, 0) AS requests, new.charge - COALESCE(old.charge, 0) AS charge)
  SELECT COALESCE(sum(a.requests), 0), COALESCE(sum(a.charge), 0) INTO requests, charge FROM added a;
END
$$;

-- Sums up the events of a day that is older than p_keep_days and removes them, or answers why not: nothing is changed
-- then. NULL: done. Proofs wait meanwhile: one that saw the events gone and not their sums would cry out. Lift
-- statement_timeout for it; lock_timeout ends it when readers are slow to make room, and it is tried again.
CREATE OR REPLACE FUNCTION billing.seal_day(p_day date, p_keep_days integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  horizon  date := (now() AT TIME ZONE 'UTC')::date - p_keep_days;
  room     regclass := COALESCE(to_regclass(format('usage.event_%s', to_char(p_day, 'YYYYMMDD'))),
                                'usage.event_late'::regclass);
  hindered text;
  there    record;
  sealed   record;
BEGIN
  -- A budget's window is at most a month, in any time zone: while it lasts, its events prove it.
  IF p_keep_days < 33 OR p_day >= horizon THEN
    RAISE EXCEPTION 'events of % are younger than % days, or those too few', p_day, p_keep_days
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM FROM billing.proof FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 'a proof is under way';
  END IF;
  EXECUTE format('LOCK TABLE %s IN SHARE MODE', room);
  hindered := billing.hinders_seal(p_day, horizon::timestamp AT TIME ZONE 'UTC');
  IF hindered IS NOT NULL THEN
    RETURN hindered;
  END IF;
  SELECT count(*) AS requests, COALESCE(sum(charge), 0) AS charge INTO there FROM usage.event WHERE day = p_day;
  SELECT * INTO sealed FROM billing.add_to_seals(p_day);
  IF (sealed.requests, sealed.charge, sealed.booked, sealed.known)
        IS DISTINCT FROM (there.requests, there.charge, there.charge, there.requests)
      OR billing.sealed_wrong(p_day) > 0 THEN
    RAISE EXCEPTION 'the events of % are not what the ledger has', p_day USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF there.requests > 0 THEN
    INSERT INTO usage.seal AS s (day, events) VALUES (p_day, there.requests)
      ON CONFLICT (day) DO UPDATE SET events = s.events + EXCLUDED.events, sealed_at = now();
  END IF;
  IF room = 'usage.event_late'::regclass THEN
    DELETE FROM usage.event_late WHERE day = p_day;
  ELSE
    EXECUTE format('DROP TABLE %s', room);
  END IF;
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION billing.days_past(integer), billing.first_id(date), billing.hinders_seal(date, timestamptz),
  billing.sealed_wrong(date), billing.how_many(int8multirange), billing.add_to_seals(date),
  billing.seal_day(date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.days_past(integer), billing.seal_day(date, integer) TO aibridge_billing;
