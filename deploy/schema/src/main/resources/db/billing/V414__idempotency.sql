-- Changing calls and what they were answered, so that one that is sent twice has one effect and one answer. Owned by
-- billing.
CREATE TABLE billing.idempotency (
  caller      text NOT NULL,
  route       text NOT NULL,
  key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  claim       uuid NOT NULL,
  claimed_at  timestamptz NOT NULL DEFAULT now(),
  status      integer,
  answer      text,
  PRIMARY KEY (caller, route, key)
);
CREATE INDEX ON billing.idempotency (claimed_at);
COMMENT ON COLUMN billing.idempotency.fingerprint IS 'of the query and the body: the same key with others is refused';
COMMENT ON COLUMN billing.idempotency.claim IS 'whose answer counts: the last call that began to run';
COMMENT ON COLUMN billing.idempotency.status IS 'NULL while the call runs';
COMMENT ON COLUMN billing.idempotency.answer IS 'NULL when there is none, or it is shown once';
GRANT SELECT, INSERT, UPDATE, DELETE ON billing.idempotency TO aibridge_billing;
