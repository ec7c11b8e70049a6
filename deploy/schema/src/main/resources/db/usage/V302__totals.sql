-- Sums of hours and UTC days, written with usage.rollup in the transaction that books the events: a month is read in
-- hundreds of rows. What a page doesn't tell apart is not told apart here: the busier a customer, the fewer the rows.
CREATE TABLE usage.total (
  tenant_id uuid NOT NULL,
  span      text NOT NULL CHECK (span IN ('hour', 'day')),
  starts_at timestamptz NOT NULL,
  key_id    uuid NOT NULL,
  model_id  text NOT NULL,
  requests  bigint NOT NULL,
  failed    bigint NOT NULL,
  counts    bigint[] NOT NULL,
  charge    bigint NOT NULL,
  paid      bigint NOT NULL,
  PRIMARY KEY (tenant_id, span, starts_at, key_id, model_id)
) WITH (fillfactor = 50); -- sums change in place
COMMENT ON COLUMN usage.total.failed IS 'of the requests, those that nobody pays for and those that broke';

-- Every sum there is, by the span it covers: quarters, hours and days of UTC.
CREATE VIEW usage.sum AS
SELECT tenant_id, span, starts_at, key_id, model_id, requests, failed, counts, charge, paid FROM usage.total
UNION ALL
SELECT tenant_id, 'quarter', starts_at, key_id, model_id, requests,
  CASE WHEN outcome IN ('COMPLETED', 'CLIENT_LEFT') THEN 0 ELSE requests END, counts, charge, paid
FROM usage.rollup;

INSERT INTO usage.total (tenant_id, span, starts_at, key_id, model_id, requests, failed, counts, charge, paid)
SELECT tenant_id, s.span, date_trunc(s.span, starts_at, 'UTC'), key_id, model_id, sum(requests), sum(failed),
  ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]),
    sum(counts[7]), sum(counts[8]), sum(counts[9]), sum(counts[10]), sum(counts[11]), sum(counts[12]),
    sum(counts[13]), sum(counts[14])], sum(charge), sum(paid)
FROM usage.sum, (VALUES ('hour'), ('day')) s (span) WHERE sum.span = 'quarter' GROUP BY 1, 2, 3, 4, 5;

GRANT SELECT, INSERT, UPDATE, DELETE ON usage.total TO aibridge_billing;
GRANT SELECT ON usage.sum TO aibridge_billing;
