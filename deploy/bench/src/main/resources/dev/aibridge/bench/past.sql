-- Sixty days of one busy customer, as settlement would have left them: events, sums, ledger, lease and wallet agree.
-- past.tenant and past.events are set before.
CREATE TEMP TABLE past AS
SELECT w.tenant_id, w.id AS wallet_id, gen_random_uuid() AS holder_id,
  current_setting('past.events')::integer AS events,
  (SELECT max(seq) FROM catalog.price_book) AS book_seq,
  ARRAY(SELECT id FROM accounts.api_key k WHERE k.tenant_id = w.tenant_id ORDER BY id) AS keys,
  ARRAY(SELECT id FROM catalog.model WHERE type = 'chat' ORDER BY position LIMIT 8) AS models
FROM billing.wallet w WHERE w.tenant_id = current_setting('past.tenant')::uuid;

-- Days that are over have partitions too; see usage.make_partitions.
DO $$
DECLARE
  d date;
BEGIN
  FOR d IN SELECT (now() AT TIME ZONE 'UTC')::date - i FROM generate_series(1, 61) i LOOP
    EXECUTE format('CREATE TABLE usage.event_%s PARTITION OF usage.event FOR VALUES FROM (%L) TO (%L)',
                   to_char(d, 'YYYYMMDD'), d, d + 1);
  END LOOP;
END
$$;

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

-- Evenly over the days, in no pattern over keys, models and counts; one in 64 fails, one in 64 is left early.
CREATE TEMP TABLE used AS
SELECT n AS seq, (n - 1) / 500 AS batch, uuidv7(at - clock_timestamp()) AS id, at AS admitted_at,
  keys[1 + h % cardinality(keys)] AS key_id, model_id, outcome, counts,
  counts[1] * ppm[1] + counts[2] * ppm[2] + counts[7] * ppm[7] AS charge,
  500 + h % 2000 AS first_byte_ms, 3000 + h % 20000 AS duration_ms
FROM past, generate_series(1, events) n,
  LATERAL (SELECT now() - (events - n) * (interval '60 days' / events) AS at, hashint4(n) & 2147483647 AS h) random,
  LATERAL (SELECT models[1 + h / 5 % cardinality(models)] AS model_id,
    CASE h % 64 WHEN 0 THEN 'FAILED' WHEN 1 THEN 'CLIENT_LEFT' ELSE 'COMPLETED' END AS outcome) what,
  LATERAL (SELECT CASE outcome WHEN 'FAILED' THEN array_fill(0::bigint, ARRAY[14])
    ELSE ARRAY[1 + h % 3000, h % 500, 0, 0, 0, 0, 1 + h % 900, 0, 0, 0, 0, 0, 0, 0]::bigint[] END AS counts) sizes
  JOIN LATERAL (SELECT ppm FROM catalog.price WHERE book_seq = past.book_seq AND price.model_id = what.model_id) price
    ON true;

CREATE TEMP TABLE booked (batch bigint PRIMARY KEY, tx_id bigint NOT NULL);
WITH made AS (
  INSERT INTO billing.transaction (kind, reason, actor, at)
  SELECT 'usage', 'usage of a batch', 'settlement', max(admitted_at) FROM used GROUP BY batch ORDER BY batch
  RETURNING id)
INSERT INTO booked SELECT row_number() OVER (ORDER BY id) - 1, id FROM made;
INSERT INTO billing.entry (tx_id, account, amount)
SELECT tx_id, account, amount
FROM (SELECT tx_id, wallet_id, sum(charge)::bigint AS charge
      FROM past, used JOIN booked USING (batch) GROUP BY tx_id, wallet_id) b,
  LATERAL (VALUES ('wallet:' || wallet_id, -charge), ('revenue', charge)) line (account, amount);

INSERT INTO usage.event (day, id, tx_id, holder_id, seq, tenant_id, key_id, wallet_id, endpoint, model_id, channel_id,
  book_seq, outcome, source, counts, charge, paid, goodwill, overrun, balance_after, status, streamed, attempts,
  admitted_at, first_byte_ms, duration_ms, booked_at)
SELECT (uuid_extract_timestamp(u.id) AT TIME ZONE 'UTC')::date, u.id, tx_id, holder_id, seq, tenant_id, key_id, wallet_id,
  'CHAT_COMPLETIONS', model_id, c.channel_id, book_seq, outcome, 'VENDOR', counts, charge, charge, 0, 0,
  w.posted - sum(charge) OVER (ORDER BY seq), CASE outcome WHEN 'FAILED' THEN 502 ELSE 200 END, true, 1,
  admitted_at, first_byte_ms, duration_ms, admitted_at
FROM past JOIN billing.wallet w USING (tenant_id), used u JOIN booked USING (batch)
  JOIN catalog.channel_model c USING (model_id);

INSERT INTO usage.rollup (tenant_id, starts_at, key_id, model_id, endpoint, outcome, requests, counts, charge, paid)
SELECT tenant_id, date_bin('15 minutes', admitted_at, 'epoch'), key_id, model_id, 'CHAT_COMPLETIONS', outcome, count(*),
  ARRAY[sum(counts[1]), sum(counts[2]), 0, 0, 0, 0, sum(counts[7]), 0, 0, 0, 0, 0, 0, 0], sum(charge), sum(charge)
FROM past, used GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 2;

INSERT INTO usage.total (tenant_id, span, starts_at, key_id, model_id, requests, failed, counts, charge, paid)
SELECT tenant_id, wider.span, date_trunc(wider.span, starts_at, 'UTC'), key_id, model_id, sum(requests), sum(failed),
  ARRAY[sum(counts[1]), sum(counts[2]), 0, 0, 0, 0, sum(counts[7]), 0, 0, 0, 0, 0, 0, 0], sum(charge), sum(paid)
FROM past JOIN usage.sum USING (tenant_id), (VALUES ('hour'), ('day')) wider (span)
WHERE sum.span = 'quarter' GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3;

INSERT INTO billing.holder (id, state, admitted, booked, closed_at, evidence)
SELECT holder_id, 'closed', events, events, now(), 'own_word' FROM past;
INSERT INTO billing.lease (wallet_id, holder_id, granted, settled, state, closed_at)
SELECT wallet_id, holder_id, sum(charge), sum(charge), 'closed', now() FROM past, used GROUP BY 1, 2;
UPDATE billing.wallet w SET posted = posted - (SELECT sum(charge) FROM used) FROM past WHERE w.id = wallet_id;
SELECT billing.attribute_spending(wallet_id) FROM past;
DROP TABLE past, used, booked;
