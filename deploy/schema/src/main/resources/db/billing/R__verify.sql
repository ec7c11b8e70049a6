-- The proof of the money invariants: one row each, ok or not, with what was found. A single statement, hence one
-- snapshot, so that it is right while traffic runs. Lift statement_timeout for it.
--
-- p_since: events, transactions and entries of earlier transactions (xact) are taken for proved, and what they come to
-- from the tables billing.proof_*; 0 proves everything. Wallets, leases, holders, credits, orders and payments are few
-- beside events: all of them are judged each time.
--
-- What is sealed of events that are gone (usage.seal) stands for them when everything is proved; the sums of the watermark
-- have them in.
--
-- U7 (failover) has nothing to show before failover exists.
DROP FUNCTION IF EXISTS billing.verify();
CREATE OR REPLACE FUNCTION billing.judge(p_since bigint) RETURNS TABLE (code text, ok boolean, detail text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
BEGIN
RETURN QUERY
WITH
event AS (
  SELECT e.*,
    -- Rounded up, once: the only rounding there is.
    div((e.counts[1]::numeric * p.ppm[1] + e.counts[2]::numeric * p.ppm[2] + e.counts[3]::numeric * p.ppm[3]
    + e.counts[4]::numeric * p.ppm[4] + e.counts[5]::numeric * p.ppm[5] + e.counts[6]::numeric * p.ppm[6]
    + e.counts[7]::numeric * p.ppm[7] + e.counts[8]::numeric * p.ppm[8] + e.counts[9]::numeric * p.ppm[9]
    + e.counts[10]::numeric * p.ppm[10] + e.counts[11]::numeric * p.ppm[11] + e.counts[12]::numeric * p.ppm[12]
    + e.counts[13]::numeric * p.ppm[13] + e.counts[14]::numeric * p.ppm[14])
      * COALESCE(f.ppm, 1000000) + 999999, 1000000) AS rated
  FROM usage.event e LEFT JOIN catalog.price p ON p.book_seq = e.book_seq AND p.model_id = e.model_id
    LEFT JOIN catalog.factor f ON f.book_seq = e.book_seq AND f.price_group = e.price_group
  WHERE e.xact >= p_since),
-- The one pass: each event is judged alone, and summed by what its rollup and its transaction need.
slot AS (
  SELECT tenant_id, wallet_id, holder_id, tx_id, key_id, model_id, endpoint, outcome,
    date_bin('15 minutes', admitted_at, 'epoch') AS starts_at,
    count(*) AS requests, sum(charge) AS charge, sum(paid) AS paid, sum(goodwill) AS goodwill,
    sum(overrun) AS overrun, min(balance_after) AS balance,
    ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]),
      sum(counts[7]), sum(counts[8]), sum(counts[9]), sum(counts[10]), sum(counts[11]), sum(counts[12]),
      sum(counts[13]), sum(counts[14])] AS counts,
    count(*) FILTER (WHERE rated IS NULL OR charge <> CASE WHEN outcome IN ('EMPTY', 'REFUSED', 'FAILED')
      THEN 0 ELSE rated END) AS misrated,
    count(*) FILTER (WHERE charge < 0 OR paid < 0 OR goodwill < 0 OR overrun < 0 OR 0 > ANY (counts)) AS negative,
    count(*) FILTER (WHERE CASE WHEN outcome IN ('BROKEN', 'ABANDONED') THEN charge <> goodwill
      ELSE goodwill <> 0 END) AS wrong_payer,
    count(*) FILTER (WHERE outcome IN ('EMPTY', 'REFUSED', 'FAILED') AND charge <> 0) AS charged_for_nothing,
    count(*) FILTER (WHERE cardinality(counts) <> 14 OR array_position(counts, NULL) IS NOT NULL) AS incomplete,
    count(*) FILTER (WHERE charge <> paid + goodwill + overrun OR (tx_id IS NULL AND charge <> 0)) AS unbooked,
    count(*) FILTER (WHERE day <> ('epoch'::timestamp + interval '1 millisecond'
      * ('x' || left(translate(id::text, '-', ''), 12))::bit(48)::bigint)::date) AS misplaced
  FROM event
  GROUP BY tenant_id, wallet_id, holder_id, tx_id, key_id, model_id, endpoint, outcome,
    date_bin('15 minutes', admitted_at, 'epoch')),
entry AS (
  SELECT tx_id, unit, count(*) AS lines, sum(amount) AS sum,
    -COALESCE(sum(amount) FILTER (WHERE account LIKE 'wallet:%'), 0) AS paid,
    COALESCE(sum(amount) FILTER (WHERE account = 'revenue'), 0) AS charge,
    -COALESCE(sum(amount) FILTER (WHERE account = 'goodwill'), 0) AS goodwill,
    -COALESCE(sum(amount) FILTER (WHERE account = 'overrun_loss'), 0) AS overrun
  FROM billing.entry WHERE xact >= p_since GROUP BY tx_id, unit),
used AS (
  SELECT tx_id, sum(charge) AS charge, sum(paid) AS paid, sum(goodwill) AS goodwill, sum(overrun) AS overrun,
    min(balance) FILTER (WHERE paid > 0) AS balance, min(wallet_id::text) AS wallet, max(wallet_id::text) AS wallet2
  FROM (
    SELECT tx_id, wallet_id, charge, paid, goodwill, overrun, balance FROM slot WHERE tx_id IS NOT NULL
    UNION ALL
    SELECT tx_id, wallet_id, charge, paid, goodwill, overrun, balance FROM usage.sealed_transaction
    WHERE p_since = 0) part
  GROUP BY tx_id),
usage_tx AS (SELECT id FROM billing.transaction WHERE kind = 'usage' AND xact >= p_since),
new_entries AS (
  SELECT account, min(tx_id) AS first, sum(amount) AS amount FROM billing.entry
  WHERE account LIKE 'wallet:%' AND xact >= p_since GROUP BY account),
balances AS (
  SELECT wallet, sum(amount) AS posted FROM (
    SELECT substr(account, 8) AS wallet, amount FROM new_entries
    UNION ALL SELECT wallet, posted FROM billing.proof_wallet WHERE p_since > 0) part
  GROUP BY wallet),
-- A wallet's transactions have rising ids, because they are made under its lock. Between the new ones may be some that
-- are proved, so that the replay begins before the first new one.
replay AS (
  SELECT e.tx_id, b.wallet, b.posted - sum(e.amount) OVER (PARTITION BY e.account)
    + sum(e.amount) OVER (PARTITION BY e.account ORDER BY e.tx_id) AS balance
  FROM new_entries n JOIN balances b ON b.wallet = substr(n.account, 8)
    JOIN billing.entry e ON e.account = n.account AND e.tx_id >= n.first),
held AS (SELECT wallet_id, sum(granted::numeric - settled - returned) AS leased
  FROM billing.lease WHERE state = 'open' GROUP BY wallet_id),
-- Budgets beside what was paid since their window began (by the events, when all of them are judged; else by their
-- sums), and what is leased under them.
spent AS (
  SELECT b.tenant_id, b.key_id, b.span, sum(s.paid) AS paid
  FROM billing.budget b JOIN (
    SELECT tenant_id, key_id, starts_at, paid FROM slot
    UNION ALL SELECT tenant_id, key_id, day, paid FROM usage.sealed_sum) s ON s.tenant_id = b.tenant_id
    AND s.starts_at >= b.starts_at AND (s.key_id = b.key_id OR b.key_id = billing.all_keys())
  WHERE p_since = 0 GROUP BY b.tenant_id, b.key_id, b.span),
budget AS (
  SELECT b.bound, b.used, b.excess, billing.leased_under(b.tenant_id, b.key_id) AS leased,
    CASE WHEN p_since = 0 THEN COALESCE(s.paid, 0)
      ELSE billing.paid_since(b.tenant_id, b.key_id, b.starts_at) END AS paid
  FROM billing.budget b LEFT JOIN spent s USING (tenant_id, key_id, span)),
holder_events AS (
  SELECT h.id, h.admitted, h.booked, h.state, h.evidence,
    COALESCE(s.requests, 0) + COALESCE(p.events, 0) + COALESCE(billing.how_many(d.seqs), 0) + (
      SELECT count(DISTINCT q.seq) FROM usage.quarantine q WHERE q.holder_id = h.id
        AND NOT EXISTS (SELECT FROM usage.event e WHERE e.id = q.id AND e.holder_id = q.holder_id AND e.seq = q.seq)
        AND NOT EXISTS (SELECT FROM usage.sealed_holder x WHERE x.holder_id = q.holder_id AND q.seq <@ x.seqs)
      ) AS events
  FROM billing.holder h
  LEFT JOIN (SELECT holder_id, sum(requests) AS requests FROM slot GROUP BY holder_id) s ON s.holder_id = h.id
  LEFT JOIN billing.proof_holder p ON p.holder_id = h.id AND p_since > 0
  LEFT JOIN usage.sealed_holder d ON d.holder_id = h.id AND p_since = 0),
-- Quarters beside their events, when all of them are judged and there.
sealed AS (SELECT DISTINCT tenant_id, day FROM usage.sealed_sum WHERE p_since = 0),
summed AS (
  SELECT tenant_id, starts_at, key_id, model_id, endpoint, outcome, sum(requests) AS requests,
    sum(charge) AS charge, sum(paid) AS paid,
    ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]),
      sum(counts[7]), sum(counts[8]), sum(counts[9]), sum(counts[10]), sum(counts[11]), sum(counts[12]),
      sum(counts[13]), sum(counts[14])] AS counts
  FROM slot s
  WHERE p_since = 0 AND NOT EXISTS (SELECT FROM sealed d
    WHERE d.tenant_id = s.tenant_id AND d.day = date_trunc('day', s.starts_at, 'UTC'))
  GROUP BY tenant_id, starts_at, key_id, model_id, endpoint, outcome),
quarters AS (
  SELECT count(*) FILTER (WHERE (s.requests, s.charge, s.paid) IS DISTINCT FROM
      (r.requests::numeric, r.charge::numeric, r.paid::numeric)) AS sums,
    count(*) FILTER (WHERE s.counts IS DISTINCT FROM r.counts::numeric[]) AS counts
  FROM summed s FULL JOIN (
    SELECT * FROM usage.rollup u
    WHERE p_since = 0 AND NOT EXISTS (SELECT FROM sealed d
      WHERE d.tenant_id = u.tenant_id AND d.day = date_trunc('day', u.starts_at, 'UTC'))) r
    USING (tenant_id, starts_at, key_id, model_id, endpoint, outcome)),
-- Hours and days beside their quarters, and days beside their events too: of those days that have any new.
days AS (
  SELECT tenant_id, date_trunc('day', starts_at, 'UTC') AS day FROM slot
  UNION SELECT tenant_id, date_trunc('day', starts_at, 'UTC') FROM usage.total WHERE p_since = 0
  UNION SELECT tenant_id, day FROM sealed),
touched AS (
  SELECT r.* FROM days d JOIN usage.sum r
    ON r.tenant_id = d.tenant_id AND r.starts_at >= d.day AND r.starts_at < d.day + interval '1 day'),
expected AS (
  SELECT tenant_id, w.span, date_trunc(w.span, starts_at, 'UTC') AS starts_at, key_id, model_id,
    'quarters' AS source, requests, failed, charge, paid, counts::numeric[]
  FROM touched t, (VALUES ('hour'), ('day')) w (span) WHERE t.span = 'quarter'
  UNION ALL
  SELECT tenant_id, 'day', date_trunc('day', starts_at, 'UTC'), key_id, model_id, 'events', requests,
    CASE WHEN outcome IN ('COMPLETED', 'CLIENT_LEFT') THEN 0 ELSE requests END, charge, paid, counts FROM slot
  UNION ALL
  SELECT tenant_id, 'day', day, key_id, model_id, 'events', requests, failed, charge, paid, counts
  FROM days JOIN billing.proof_day USING (tenant_id, day) WHERE p_since > 0
  UNION ALL
  SELECT tenant_id, 'day', day, key_id, model_id, 'events', requests, failed, charge, paid, counts
  FROM usage.sealed_sum WHERE p_since = 0),
totals AS (
  SELECT count(*) FILTER (WHERE (e.requests, e.failed, e.charge, e.paid) IS DISTINCT FROM
      (t.requests::numeric, t.failed::numeric, t.charge::numeric, t.paid::numeric)) AS sums,
    count(*) FILTER (WHERE e.counts IS DISTINCT FROM t.counts::numeric[]) AS counts
  FROM (
    SELECT tenant_id, span, starts_at, key_id, model_id, source, sum(requests) AS requests, sum(failed) AS failed,
      sum(charge) AS charge, sum(paid) AS paid,
      ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]),
        sum(counts[7]), sum(counts[8]), sum(counts[9]), sum(counts[10]), sum(counts[11]), sum(counts[12]),
        sum(counts[13]), sum(counts[14])] AS counts
    FROM expected GROUP BY tenant_id, span, starts_at, key_id, model_id, source) e
  FULL JOIN (
    SELECT s.*, source FROM touched s, (VALUES ('quarters'), ('events')) beside (source)
    WHERE s.span = 'day' OR (s.span = 'hour' AND source = 'quarters')) t
    USING (tenant_id, span, starts_at, key_id, model_id, source)),
rolled AS (SELECT q.sums + t.sums AS sums, q.counts + t.counts AS counts FROM quarters q, totals t),
judged AS (
  SELECT COALESCE(sum(misrated), 0) AS misrated, COALESCE(sum(negative), 0) AS negative,
    COALESCE(sum(wrong_payer), 0) AS wrong_payer, COALESCE(sum(charged_for_nothing), 0) AS charged_for_nothing,
    COALESCE(sum(incomplete), 0) AS incomplete, COALESCE(sum(unbooked), 0) AS unbooked,
    COALESCE(sum(misplaced), 0) AS misplaced, COALESCE(sum(charge), 0) AS charge, COALESCE(sum(paid), 0) AS paid,
    COALESCE(sum(goodwill), 0) AS goodwill, COALESCE(sum(overrun), 0) AS overrun
  FROM slot),
sealed_charges AS (
  SELECT COALESCE(sum(charge), 0) AS charge, COALESCE(sum(paid), 0) AS paid, COALESCE(sum(goodwill), 0) AS goodwill,
    COALESCE(sum(overrun), 0) AS overrun
  FROM usage.sealed_transaction WHERE p_since = 0),
ledger AS (
  SELECT COALESCE(sum(e.charge), 0) AS charge, COALESCE(sum(e.paid), 0) AS paid,
    COALESCE(sum(e.goodwill), 0) AS goodwill, COALESCE(sum(e.overrun), 0) AS overrun
  FROM entry e JOIN billing.transaction t ON t.id = e.tx_id AND t.kind = 'usage' AND e.unit = 'token'),
-- Every credit of an order beside the payment that led to it, and its lines beside what they should be.
top_up AS (
  SELECT tx_id, min(unit) AS unit, count(DISTINCT unit) AS units,
    sum(amount) FILTER (WHERE account = 'stripe_clearing') AS captured,
    sum(amount) FILTER (WHERE account = 'deferred_revenue') AS deferred
  FROM billing.entry JOIN billing.transaction t ON t.id = tx_id AND t.kind = 'top_up' WHERE unit <> 'token' GROUP BY tx_id),
credited AS (
  SELECT o.tx_id, o.id, o.amount_minor, o.currency, o.tokens, o.bonus, w.id AS wallet_id
  FROM billing.customer_order o LEFT JOIN billing.wallet w USING (tenant_id) WHERE o.tx_id IS NOT NULL),
bought AS (
  SELECT order_id, count(*) AS payments, sum(amount_minor) AS amount, min(currency) AS currency,
    bool_or(fault IS NOT NULL) AS decided
  FROM billing.payment WHERE credited GROUP BY order_id),
-- What went back of each payment, and what was taken and claimed for it.
returned AS (
  SELECT payment_id, count(*) AS refunds, sum(tokens) AS tokens, sum(bonus) AS bonus, sum(debt) AS owed,
    sum(amount_minor) AS amount, COALESCE(sum(amount_minor) FILTER (WHERE state <> 'asked'), 0) AS sent
  FROM billing.refund WHERE state <> 'failed' GROUP BY payment_id),
claimed AS (SELECT wallet_id, sum(held) AS held FROM billing.dispute GROUP BY wallet_id),
kept AS (SELECT order_id, sum(held) AS held, sum(taken) AS taken FROM billing.dispute GROUP BY order_id),
disputed AS (
  SELECT d.id, d.state, d.loss_minor, COALESCE(-sum(f.amount_minor), 0) AS withheld
  FROM billing.dispute d LEFT JOIN billing.dispute_funds f ON f.dispute_id = d.id GROUP BY d.id),
-- Each currency's money, as the rows say and as the ledger has it.
money AS (
  SELECT unit, sum(clearing) AS clearing, sum(back) AS back, sum(fee) AS fee, sum(disputed) AS disputed
  FROM (
    SELECT currency AS unit, amount_minor AS clearing, 0 AS back, 0 AS fee, 0 AS disputed
      FROM billing.payment WHERE credited
    UNION ALL SELECT r.currency, -r.amount_minor, r.amount_minor, 0, 0
      FROM billing.refund r JOIN billing.payment p ON p.id = r.payment_id AND p.credited WHERE r.state = 'succeeded'
    UNION ALL SELECT currency, amount_minor - fee_minor, 0, fee_minor, -amount_minor FROM billing.dispute_funds
    UNION ALL SELECT currency, -fee_minor, 0, fee_minor, 0 FROM billing.charge_fee) m
  GROUP BY unit),
purse AS (
  SELECT unit, COALESCE(sum(amount) FILTER (WHERE account = 'stripe_clearing'), 0) AS clearing,
    COALESCE(sum(amount) FILTER (WHERE account = 'refunds'), 0) AS back,
    COALESCE(sum(amount) FILTER (WHERE account = 'stripe_fees'), 0) AS fee,
    COALESCE(sum(amount) FILTER (WHERE account IN ('dispute_hold', 'dispute_loss')), 0) AS disputed
  FROM billing.entry WHERE unit <> 'token' GROUP BY unit),
pending AS (SELECT r.id AS refund, sum(e.amount) AS tokens
  FROM billing.refund r JOIN billing.entry e ON e.account = 'refund_pending:' || r.id GROUP BY r.id),
given AS (
  SELECT e.tx_id, substr(e.account, 8) AS wallet, e.amount
  FROM billing.transaction t JOIN billing.entry e ON e.tx_id = t.id AND e.account LIKE 'wallet:%' AND e.amount > 0
  WHERE t.kind IN ('top_up', 'credit', 'handover')),
-- What agents handed on, with the lines that this should be in the ledger.
passed AS (
  SELECT h.tx_id, l.account, l.amount, l.tenant
  FROM billing.handover h JOIN billing.wallet a ON a.tenant_id = h.agent_id
    JOIN billing.wallet c ON c.tenant_id = h.customer_id CROSS JOIN LATERAL (VALUES
      ('wallet:' || a.id, -h.tokens, NULL), ('agent:' || h.agent_id, -h.tokens, h.agent_id),
      ('agent:' || h.customer_id, h.tokens, h.customer_id), ('wallet:' || c.id, h.tokens, NULL)) l (account, amount, tenant)),
taken_back AS (
  SELECT -COALESCE(sum(h.tokens) FILTER (WHERE h.tokens < 0), 0) AS tokens, COALESCE(sum(l.taken), 0) AS taken
  FROM billing.handover h LEFT JOIN billing.lot l USING (tx_id) GROUP BY h.agent_id, h.customer_id),
found (code, broken, what) AS (
  SELECT 'L1', (SELECT count(*) FROM entry WHERE sum <> 0 OR lines < 2)
    + (SELECT count(*) FROM billing.transaction t
      WHERE t.xact >= p_since AND NOT EXISTS (SELECT FROM entry e WHERE e.tx_id = t.id))
    + (SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT FROM billing.transaction t WHERE t.id = e.tx_id)),
    'transactions that do not sum to zero'
  UNION ALL SELECT 'L2', (
    SELECT COALESCE(sum(abs(off)), 0) FROM (SELECT sum(sum) AS off FROM entry GROUP BY unit) u),
    'micro-tokens and cents that all entries are off'
  UNION ALL SELECT 'L3', (
    SELECT count(*) FROM billing.wallet w FULL JOIN balances b ON b.wallet = w.id::text
    WHERE w.id IS NULL OR w.posted <> COALESCE(b.posted, 0)), 'wallets whose balance is not the sum of their entries'
  UNION ALL SELECT 'L4', (
    SELECT count(*) FROM billing.wallet w LEFT JOIN held h ON h.wallet_id = w.id
    WHERE w.leased <> COALESCE(h.leased, 0)), 'wallets whose leased part is not that of their leases'
  UNION ALL SELECT 'L5', (
    SELECT count(*) FROM billing.wallet
    WHERE leased < 0 OR frozen < 0 OR posted - leased - frozen < 0) + (
    SELECT count(*) FROM billing.lease WHERE settled < 0 OR returned < 0 OR granted - settled - returned < 0) + (
    SELECT count(*) FROM billing.wallet w FULL JOIN claimed c ON c.wallet_id = w.id
    WHERE w.frozen + w.freeze_due <> COALESCE(c.held, 0)
      OR (w.freeze_due > 0 AND w.posted - w.leased - w.frozen > 0)) + (
    SELECT count(*) FROM (SELECT sum(debt) AS debt FROM billing.wallet) w,
      (SELECT COALESCE(-sum(amount), 0) AS debt FROM billing.entry WHERE account = 'tenant_debt') e
    WHERE w.debt <> e.debt),
    'wallets or leases below zero, or wallets that are frozen or owe other than disputes and refunds say'
  UNION ALL SELECT 'L6', (
    SELECT count(*) FROM billing.lease l JOIN billing.holder h ON h.id = l.holder_id
    WHERE CASE l.state WHEN 'closed' THEN l.granted <> l.settled + l.returned OR h.state <> 'closed'
      ELSE h.state = 'closed' AND NOT EXISTS (SELECT FROM usage.quarantine q
        WHERE q.holder_id = l.holder_id AND (q.wallet_id = l.wallet_id OR q.wallet_id IS NULL)) END),
    'leases that are closed with money in them, or open without a holder'
  UNION ALL SELECT 'L7', (
    SELECT count(*) FROM billing.holder h WHERE h.state = 'suspect' AND h.suspect_since < now() - interval '75 minutes'
      AND EXISTS (SELECT FROM billing.lease l WHERE l.holder_id = h.id AND l.state = 'open')),
    'holders that are suspect for longer than the longest stream and still hold money'
  UNION ALL SELECT 'L8', (
    SELECT count(*) FROM unnest(ARRAY['billing.transaction', 'billing.entry', 'billing.receipt']) AS t (name)
    WHERE NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.name::regclass AND g.tgname = 'append_only'
        AND g.tgenabled IN ('O', 'A'))
      OR has_table_privilege('aibridge_billing', t.name, 'UPDATE, DELETE, TRUNCATE')
      OR has_table_privilege('aibridge_gateway', t.name, 'INSERT, UPDATE, DELETE, TRUNCATE')),
    'tables of the ledger that someone could change'
  UNION ALL SELECT 'L9', (SELECT count(*) FROM replay WHERE balance < 0)
    + (SELECT count(*) FROM used u JOIN replay r ON r.tx_id = u.tx_id AND r.wallet = u.wallet
       WHERE r.balance <> u.balance),
    'balances that a replay of the entries does not give'
  UNION ALL SELECT 'L10', (
    SELECT count(*) FROM billing.lot l FULL JOIN given g USING (tx_id)
    WHERE (l.wallet_id::text, l.granted + l.bonus) IS DISTINCT FROM (g.wallet, g.amount)) + (
    SELECT count(*) FROM billing.lot l LEFT JOIN billing.payment p ON p.order_id = l.order_id AND p.credited
      LEFT JOIN returned r ON r.payment_id = p.id LEFT JOIN kept k ON k.order_id = l.order_id
    WHERE l.spent + l.taken + l.taken_bonus + l.held > l.granted + l.bonus
      OR l.held <> COALESCE(k.held, 0)
      OR (l.source <> 'handover'
        AND l.taken + l.taken_bonus <> COALESCE(r.tokens + r.bonus, 0) + COALESCE(k.taken, 0))) + (
    SELECT count(*) FROM taken_back WHERE tokens <> taken),
    'lots that are not what their transaction gave, refunds and agents took and disputes hold'
  UNION ALL SELECT 'L11', (
    SELECT count(*) FROM passed p FULL JOIN (
      SELECT e.tx_id, e.account, e.amount FROM billing.transaction t JOIN billing.entry e ON e.tx_id = t.id
      WHERE t.kind IN ('handover', 'take_back')) e USING (tx_id, account)
    WHERE p.amount IS DISTINCT FROM e.amount) + (
    SELECT count(*) FROM (SELECT account, sum(amount) AS amount FROM passed WHERE tenant IS NOT NULL GROUP BY account) p
    WHERE p.amount IS DISTINCT FROM (SELECT sum(e.amount) FROM billing.entry e WHERE e.account = p.account)),
    'tokens that agents handed on other than the ledger says'
  UNION ALL SELECT 'P1', (
    SELECT count(*) FROM credited c FULL JOIN top_up t USING (tx_id) LEFT JOIN bought b ON b.order_id = c.id
    WHERE t.units > 1
      OR (t.unit, t.captured, t.deferred) IS DISTINCT FROM (b.currency, b.amount, -b.amount)
      OR (NOT b.decided AND (b.currency, b.amount) IS DISTINCT FROM (c.currency, c.amount_minor::numeric))) + (
    SELECT count(*) FROM credited c LEFT JOIN billing.lot l ON l.tx_id = c.tx_id LEFT JOIN bought b ON b.order_id = c.id
    WHERE (l.order_id, l.wallet_id, l.granted, l.bonus, l.amount_minor::numeric, l.currency)
      IS DISTINCT FROM (c.id, c.wallet_id, c.tokens, c.bonus, b.amount, b.currency)),
    'orders that were credited other than they were paid'
  UNION ALL SELECT 'P2', (
    SELECT count(*) FROM money m FULL JOIN purse p USING (unit)
    WHERE (m.clearing, m.back, m.fee, m.disputed)
      IS DISTINCT FROM (p.clearing::numeric, p.back::numeric, p.fee::numeric, p.disputed::numeric)) + (
    SELECT count(*) FROM disputed WHERE loss_minor <> CASE state WHEN 'lost' THEN withheld ELSE 0 END),
    'currencies or disputes whose money is not what Stripe has after refunds and disputes'
  UNION ALL SELECT 'P3', (
    SELECT count(*) FROM credited c FULL JOIN bought b ON b.order_id = c.id
    WHERE c.id IS NULL OR b.payments IS DISTINCT FROM 1) + (
    SELECT count(*) FROM (SELECT FROM credited GROUP BY tx_id HAVING count(*) > 1) twice) + (
    SELECT count(*) FROM billing.payment p JOIN billing.customer_order o ON o.id = p.order_id
    WHERE NOT p.credited AND (o.state = 'review') <> EXISTS (SELECT FROM billing.payment w
      WHERE w.order_id = o.id AND NOT w.credited AND NOT billing.is_gone_back(w))),
    'payments that were not credited once, or wait for nobody'
  UNION ALL SELECT 'P4', (
    SELECT count(*) FROM returned r JOIN billing.payment p ON p.id = r.payment_id
      LEFT JOIN billing.lot l ON l.order_id = p.order_id AND p.credited
    WHERE r.sent > p.amount_minor
      -- Each part is rounded up to a whole micro-token.
      OR (l.id IS NOT NULL AND r.sent * l.granted > (r.tokens + r.owed + r.refunds) * l.amount_minor)
      OR (l.id IS NULL AND r.tokens + r.bonus + r.owed > 0)) + (
    SELECT count(*) FROM billing.refund r LEFT JOIN pending p ON p.refund = r.id
    WHERE COALESCE(p.tokens, 0) <> CASE WHEN r.state IN ('asked', 'pending') THEN r.tokens ELSE 0 END),
    'payments that gave back more than was captured or unspent, or tokens that wait for no refund'
  UNION ALL SELECT 'B1', (
    SELECT count(*) FROM billing.receipt_year y FULL JOIN (
      SELECT year, count(*) AS receipts, max(serial) AS last FROM billing.receipt GROUP BY year) r USING (year)
    WHERE (y.last::bigint, y.last) IS DISTINCT FROM (r.receipts, r.last)) + (
    SELECT count(*) FROM billing.receipt r JOIN billing.payment p ON p.id = r.payment_id
      LEFT JOIN billing.refund f ON f.id = r.refund_id
    WHERE (r.order_id, r.amount_minor, r.currency) IS DISTINCT FROM
      (p.order_id, COALESCE(f.amount_minor, p.amount_minor), COALESCE(f.currency, p.currency))) + (
    SELECT count(*) FROM billing.refund f
      JOIN billing.receipt r ON r.payment_id = f.payment_id AND r.kind = 'receipt'
      LEFT JOIN (SELECT refund_id, sum(CASE kind WHEN 'credit_note' THEN 1 ELSE -1 END) AS notes
        FROM billing.receipt WHERE refund_id IS NOT NULL GROUP BY refund_id) n ON n.refund_id = f.id
    WHERE COALESCE(n.notes, 0) <> CASE f.state WHEN 'succeeded' THEN 1 ELSE 0 END),
    'gaps among the numbers of receipts, or receipts and credit notes that are not what was paid and went back'
  UNION ALL SELECT 'U1', (
    SELECT count(*) FROM holder_events WHERE booked <> events
      OR (state = 'closed' AND evidence = 'own_word' AND admitted <> booked)) + (
    SELECT count(*) FROM (
      SELECT FROM usage.event WHERE xact >= p_since GROUP BY holder_id, seq HAVING count(*) > 1) twice) + (
    SELECT count(*) FROM usage.event e JOIN usage.sealed_holder d ON d.holder_id = e.holder_id AND e.seq <@ d.seqs
    WHERE e.xact >= p_since),
    'holders or requests without exactly one event each'
  UNION ALL SELECT 'U2', (SELECT misplaced FROM judged)
    + (SELECT count(*) FROM usage_tx t WHERE NOT EXISTS (SELECT FROM used u WHERE u.tx_id = t.id))
    + (SELECT count(*) FROM used u WHERE NOT EXISTS (SELECT FROM usage_tx t WHERE t.id = u.tx_id)),
    'events in another day''s partition, or transactions without events'
  UNION ALL SELECT 'U3', (SELECT misrated + unbooked FROM judged) + (
    SELECT count(*) FROM used u LEFT JOIN entry e ON e.tx_id = u.tx_id AND e.unit = 'token'
    WHERE (u.charge, u.paid, u.goodwill, u.overrun) IS DISTINCT FROM (e.charge, e.paid, e.goodwill, e.overrun)
      OR u.wallet <> u.wallet2),
    'charges that counts and book do not give, or transactions that are not the sum of their events'
  UNION ALL SELECT 'U4', (SELECT negative FROM judged)
    + (SELECT count(*) FROM catalog.price WHERE 0 > ANY (ppm)), 'negative counts, charges or prices'
  UNION ALL SELECT 'U5', (SELECT wrong_payer FROM judged), 'events that the wrong one pays'
  UNION ALL SELECT 'U6', (SELECT charged_for_nothing FROM judged), 'charges without an answer'
  UNION ALL SELECT 'U8', (SELECT incomplete FROM judged) + (SELECT counts FROM rolled),
    'events or rollups whose kinds of tokens do not add up'
  UNION ALL SELECT 'U9', (
    SELECT abs(j.charge - j.paid - j.goodwill - j.overrun) + abs(j.charge + s.charge - l.charge)
      + abs(j.paid + s.paid - l.paid) + abs(j.goodwill + s.goodwill - l.goodwill)
      + abs(j.overrun + s.overrun - l.overrun) FROM judged j, sealed_charges s, ledger l),
    'micro-tokens between the events and the ledger'
  UNION ALL SELECT 'R1', (SELECT sums FROM rolled), 'rollups that are not the sum of their events'
  UNION ALL SELECT 'C1', (SELECT count(*) FROM budget WHERE used <> paid),
    'budgets whose used part is not what was paid since their window began'
  UNION ALL SELECT 'C2', (SELECT count(*) FROM budget WHERE used + leased > bound + excess) + (
    SELECT count(*) FROM billing.wallet w
    WHERE w.capped <> EXISTS (SELECT FROM billing.budget b WHERE b.tenant_id = w.tenant_id)),
    'budgets with more used and leased than their cap and known excess, or wallets that know of none'
  UNION ALL SELECT 'Q1', (SELECT count(*) FROM usage.quarantine), 'events in quarantine')
SELECT found.code, broken = 0, broken || ' ' || what FROM found;
END
$$;
REVOKE ALL ON FUNCTION billing.judge(bigint) FROM PUBLIC;

-- Everything, and nothing is changed.
CREATE FUNCTION billing.verify() RETURNS TABLE (code text, ok boolean, detail text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT code, ok, detail FROM billing.judge(0)
$$;
REVOKE ALL ON FUNCTION billing.verify() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.verify() TO aibridge_billing;
