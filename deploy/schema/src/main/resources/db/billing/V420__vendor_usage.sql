-- What vendors say that they bill, and comparisons with several of them.
ALTER TABLE billing.reconciliation ADD account text NOT NULL DEFAULT '';
ALTER TABLE billing.finding ADD account text NOT NULL DEFAULT '',
  DROP CONSTRAINT finding_what_kind_subject_key, ADD UNIQUE (what, account, kind, subject);
CREATE INDEX ON billing.reconciliation (account, id) WHERE what = 'usage';
COMMENT ON COLUMN billing.reconciliation.account IS 'usage: the vendor''s account, by its channels'' credential; stripe: empty';
COMMENT ON COLUMN billing.finding.account IS 'as in billing.reconciliation';

-- A vendor's usage report as it was last read. Tokens: input has the cached ones in it, output the reasoning.
CREATE TABLE billing.vendor_usage (
  account  text NOT NULL,
  day      date NOT NULL,
  model    text NOT NULL,
  requests bigint NOT NULL CHECK (requests >= 0),
  input    bigint NOT NULL CHECK (input >= 0),
  cached   bigint NOT NULL CHECK (cached >= 0),
  output   bigint NOT NULL CHECK (output >= 0),
  read_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account, day, model)
);
COMMENT ON COLUMN billing.vendor_usage.day IS 'in UTC, as the vendor has it';
COMMENT ON COLUMN billing.vendor_usage.model IS 'as the vendor names it';
GRANT SELECT, INSERT, DELETE ON billing.vendor_usage TO aibridge_billing;
