-- Sixty days of one busy customer, as settlement would have left them: events, sums, ledger, lease and wallet agree.
-- past.tenant and past.events are set before. Millions of events: each day is written into a table without indexes,
-- which becomes a partition when it is full; nobody misses it after a crash.
SET LOCAL maintenance_work_mem = '256MB';
SET LOCAL work_mem = '256MB';

CREATE TEMP TABLE past AS
SELECT w.tenant_id, w.id AS wallet_id, gen_random_uuid() AS holder_id,
  current_setting('past.events')::bigint AS events,
  (extract(epoch FROM now()) * 1000)::bigint AS until_ms,
  (SELECT max(seq) FROM catalog.price_book) AS book_seq,
  ARRAY(SELECT id FROM accounts.api_key k WHERE k.tenant_id = w.tenant_id ORDER BY id) AS keys
FROM billing.wallet w WHERE w.tenant_id = current_setting('past.tenant')::uuid;

CREATE TEMP TABLE used_model AS
SELECT row_number() OVER (ORDER BY m.position) - 1 AS n, m.id, p.ppm,
  (SELECT min(channel_id) FROM catalog.channel_model c WHERE c.model_id = m.id) AS channel_id
FROM past JOIN catalog.price p USING (book_seq) JOIN catalog.model m ON m.id = p.model_id
WHERE m.type = 'chat' ORDER BY m.position LIMIT 8;
ANALYZE used_model;

-- Two orders a day, paid and credited.
INSERT INTO billing.customer_order (id, tenant_id, request_key, product_id, product_name, quantity, tokens, bonus,
  amount_minor, currency, ordered_by, ordered_at)
SELECT gen_random_uuid(), tenant_id, 'past ' || n, p.id, p.name, 100, p.tokens * 100, p.bonus * 100,
  p.amount_minor * 100, p.currency, m.subject, now() - n * interval '12 hours'
FROM past JOIN accounts.member m USING (tenant_id) JOIN billing.product p ON p.id = 'team-50m',
  generate_series(120, 1, -1) n;

WITH
credited AS MATERIALIZED (
  SELECT o.*, billing.post_top_up(wallet_id, o.id, tokens, bonus, amount_minor, currency, 'pi_' || o.id) AS top_up
  FROM past JOIN billing.customer_order o USING (tenant_id)),
payment AS (
  INSERT INTO billing.payment (id, order_id, session_id, amount_minor, currency, credited, seen_at)
  SELECT 'pi_' || id, id, 'cs_' || id, amount_minor, currency, true, ordered_at FROM credited)
UPDATE billing.customer_order o SET state = 'credited', tx_id = c.top_up, credited_at = c.ordered_at
FROM credited c WHERE c.id = o.id;

-- A day's events, evenly over it, in no pattern over keys, models and counts; one in 64 fails, one in 64 is left early.
-- Every 500 are a transaction. p_gone: what the wallet had spent before; answers what it has spent then.
CREATE FUNCTION pg_temp.write_day(p_day bigint, p_into regclass, p_gone bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  p       past;
  low     bigint;
  high    bigint;
  txs     bigint[];
  posted  bigint;
  charged bigint;
BEGIN
  SELECT * INTO p FROM past;
  SELECT w.posted INTO posted FROM billing.wallet w WHERE w.id = p.wallet_id;
  -- The last one is now, and 60 days of 5,184,000,000 ms are all of them.
  low := greatest(1, p.events - (p.until_ms - p_day * 86400000) * p.events / 5184000000);
  high := CASE WHEN (p_day + 1) * 86400000 > p.until_ms THEN p.events
    ELSE p.events - (p.until_ms - (p_day + 1) * 86400000) * p.events / 5184000000 - 1 END;
  WITH made AS (
    INSERT INTO billing.transaction (kind, reason, actor, at)
    SELECT 'usage', 'usage of a batch', 'settlement', timestamptz 'epoch' + p_day * interval '1 day'
    FROM generate_series(0, (high - low) / 500) RETURNING id)
  SELECT array_agg(id ORDER BY id) INTO txs FROM made;
  EXECUTE format($sql$
    INSERT INTO %s (day, id, tx_id, holder_id, seq, tenant_id, key_id, wallet_id, endpoint, model_id, channel_id,
      book_seq, outcome, source, counts, charge, paid, goodwill, overrun, balance_after, status, streamed, attempts,
      admitted_at, first_byte_ms, duration_ms, booked_at)
    SELECT date 'epoch' + (ms / 86400000)::integer,
      (lpad(to_hex(ms), 12, '0') || '7' || substr(hex, 1, 3) || '8' || substr(hex, 4, 15))::uuid,
      $1[(1 + (n - $2) / 500)::integer], $3.holder_id, n, $3.tenant_id, $3.keys[1 + h %% cardinality($3.keys)], $3.wallet_id,
      'CHAT_COMPLETIONS', model_id, channel_id, $3.book_seq, outcome, 'VENDOR', counts, charge, charge, 0, 0,
      ($4 - sum(charge) OVER (ORDER BY n ROWS UNBOUNDED PRECEDING))::bigint,
      CASE outcome WHEN 'FAILED' THEN 502 ELSE 200 END, true, 1, timestamptz 'epoch' + ms * interval '1 millisecond',
      500 + h %% 2000, 3000 + h %% 20000, timestamptz 'epoch' + ms * interval '1 millisecond'
    FROM (
      SELECT n, h, ms, md5(n::text) AS hex, m.id AS model_id, m.channel_id, outcome, counts,
        counts[1] * ppm[1] + counts[2] * ppm[2] + counts[7] * ppm[7] AS charge
      FROM (
        SELECT n, h, ms, h / 5 %% 8 AS model,
          CASE h %% 64 WHEN 0 THEN 'FAILED' WHEN 1 THEN 'CLIENT_LEFT' ELSE 'COMPLETED' END AS outcome,
          CASE h %% 64 WHEN 0 THEN array_fill(0::bigint, ARRAY[14])
            ELSE ARRAY[1 + h %% 3000, h %% 500, 0, 0, 0, 0, 1 + h %% 900, 0, 0, 0, 0, 0, 0, 0]::bigint[] END AS counts
        FROM (SELECT n, hashint8(n) & 2147483647 AS h,
            $3.until_ms - (($3.events - n) * 5184000000 + $3.events - 1) / $3.events AS ms
          FROM generate_series($2, $5) n) number) e
      JOIN used_model m ON m.n = e.model) rated
    ORDER BY n$sql$, p_into)
    USING txs, low, p, posted - p_gone, high;
  EXECUTE format($sql$
    INSERT INTO billing.entry (tx_id, account, amount)
    SELECT tx_id, account, amount
    FROM (SELECT tx_id, wallet_id, sum(charge)::bigint AS charge FROM %s WHERE tx_id = ANY ($1) GROUP BY 1, 2) b,
      LATERAL (VALUES ('wallet:' || wallet_id, -charge), ('revenue', charge)) line (account, amount)$sql$, p_into)
    USING txs;
  EXECUTE format($sql$
    INSERT INTO usage.rollup (tenant_id, starts_at, key_id, model_id, endpoint, outcome, requests, counts, charge, paid)
    SELECT tenant_id, date_bin('15 minutes', admitted_at, 'epoch'), key_id, model_id, endpoint, outcome, count(*),
      ARRAY[sum(counts[1]), sum(counts[2]), 0, 0, 0, 0, sum(counts[7]), 0, 0, 0, 0, 0, 0, 0], sum(charge), sum(charge)
    FROM %s WHERE tx_id = ANY ($1) GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 2$sql$, p_into)
    USING txs;
  EXECUTE format('SELECT sum(charge) FROM %s WHERE tx_id = ANY ($1)', p_into) INTO charged USING txs;
  RETURN p_gone + COALESCE(charged, 0);
END
$$;

-- Days that are over have partitions too; see usage.make_partitions.
DO $$
DECLARE
  today bigint := (now() AT TIME ZONE 'UTC')::date - date 'epoch';
  gone  bigint := 0;
  d     date;
  room  text;
BEGIN
  FOR ago IN REVERSE 60..1 LOOP
    d := date 'epoch' + (today - ago)::integer;
    room := 'usage.event_' || to_char(d, 'YYYYMMDD');
    EXECUTE format('CREATE UNLOGGED TABLE %s (LIKE usage.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', room);
    gone := pg_temp.write_day(today - ago, room::regclass, gone);
    EXECUTE format('ALTER TABLE usage.event ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', room, d, d + 1);
  END LOOP;
  gone := pg_temp.write_day(today, 'usage.event', gone);
END
$$;

INSERT INTO usage.total (tenant_id, span, starts_at, key_id, model_id, requests, failed, counts, charge, paid)
SELECT tenant_id, wider.span, date_trunc(wider.span, starts_at, 'UTC'), key_id, model_id, sum(requests), sum(failed),
  ARRAY[sum(counts[1]), sum(counts[2]), 0, 0, 0, 0, sum(counts[7]), 0, 0, 0, 0, 0, 0, 0], sum(charge), sum(paid)
FROM past JOIN usage.sum USING (tenant_id), (VALUES ('hour'), ('day')) wider (span)
WHERE sum.span = 'quarter' GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3;

INSERT INTO billing.holder (id, state, admitted, booked, closed_at, evidence)
SELECT holder_id, 'closed', events, events, now(), 'own_word' FROM past;
CREATE TEMP TABLE charged AS
SELECT wallet_id, holder_id, (SELECT sum(charge) FROM usage.total WHERE tenant_id = past.tenant_id AND span = 'day')
  AS charge FROM past;
INSERT INTO billing.lease (wallet_id, holder_id, granted, settled, state, closed_at)
SELECT wallet_id, holder_id, charge, charge, 'closed', now() FROM charged;
UPDATE billing.wallet w SET posted = posted - charge FROM charged c WHERE w.id = c.wallet_id;
SELECT billing.attribute_spending(wallet_id) FROM past;
DROP TABLE past, used_model, charged;
