-- What the proof of every minute goes by. A row's transaction of PostgreSQL tells whether it was there at the last
-- one: ids would not, as a transaction may commit after another with a higher id. Append-only tables have their rows
-- in about that order, hence BRIN: a few pages to read, next to nothing to write.
ALTER TABLE usage.event ADD xact bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
ALTER TABLE billing.transaction ADD xact bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
ALTER TABLE billing.entry ADD xact bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX ON usage.event USING brin (xact) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX ON billing.transaction USING brin (xact) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX ON billing.entry USING brin (xact) WITH (pages_per_range = 32, autosummarize = on);
-- Credits and money are few among what is used, and are proved whole each time.
CREATE INDEX ON billing.transaction (id) WHERE kind <> 'usage';
CREATE INDEX ON billing.entry (tx_id) WHERE unit <> 'token';

-- The watermark: all rows of earlier transactions were found right, and are in the sums below. 0: nothing was.
CREATE TABLE billing.proof (
  one      boolean PRIMARY KEY DEFAULT true CHECK (one),
  xact     bigint NOT NULL,
  whole_at timestamptz
);
COMMENT ON COLUMN billing.proof.whole_at IS 'when the last proof of everything ended';
INSERT INTO billing.proof (xact) VALUES (0);
GRANT SELECT ON billing.proof TO aibridge_billing;

-- What the last proof of everything found broken: the ones of every minute would not find it again.
CREATE TABLE billing.proof_fault (code text PRIMARY KEY, detail text NOT NULL);

CREATE TABLE billing.proof_wallet (wallet text PRIMARY KEY, posted numeric NOT NULL) WITH (fillfactor = 70);
CREATE TABLE billing.proof_holder (holder_id uuid PRIMARY KEY, events bigint NOT NULL) WITH (fillfactor = 70);
CREATE TABLE billing.proof_day (
  tenant_id uuid NOT NULL,
  day       timestamptz NOT NULL,
  key_id    uuid NOT NULL,
  model_id  text NOT NULL,
  requests  numeric NOT NULL,
  failed    numeric NOT NULL,
  charge    numeric NOT NULL,
  paid      numeric NOT NULL,
  counts    numeric[] NOT NULL,
  PRIMARY KEY (tenant_id, day, key_id, model_id)
) WITH (fillfactor = 70);
