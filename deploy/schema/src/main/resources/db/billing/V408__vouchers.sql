-- Vouchers: codes that give a wallet tokens, each once. Owned by billing.

-- A code is shown when it is made and kept as its hash: whoever reads this table can redeem nothing.
CREATE TABLE billing.voucher (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  request_key text NOT NULL CHECK (length(request_key) BETWEEN 1 AND 200),
  code_hash   bytea NOT NULL UNIQUE CHECK (octet_length(code_hash) = 32),
  last_four   text NOT NULL CHECK (length(last_four) = 4),
  tokens      bigint NOT NULL CHECK (tokens BETWEEN 1000000 AND 10000000000000000),
  note        text NOT NULL CHECK (length(note) BETWEEN 1 AND 200),
  made_by     uuid NOT NULL,
  made_at     timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz,
  revoked_at  timestamptz,
  redeemed_at timestamptz,
  tenant_id   uuid REFERENCES accounts.tenant,
  tx_id       bigint UNIQUE REFERENCES billing.transaction,
  CHECK ((tenant_id IS NULL) = (tx_id IS NULL) AND (redeemed_at IS NULL) = (tx_id IS NULL)),
  CHECK (redeemed_at IS NULL OR revoked_at IS NULL)
);
CREATE INDEX ON billing.voucher (request_key);
COMMENT ON COLUMN billing.voucher.tokens IS 'micro-tokens';
COMMENT ON COLUMN billing.voucher.request_key IS 'a form sent twice makes its vouchers once';
COMMENT ON COLUMN billing.voucher.tenant_id IS 'who redeemed it';

-- Codes that were tried and are none, so that nobody can try for long.
CREATE TABLE billing.voucher_miss (
  tenant_id uuid NOT NULL REFERENCES accounts.tenant,
  at        timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON billing.voucher_miss (tenant_id, at);

GRANT SELECT, INSERT, UPDATE ON billing.voucher TO aibridge_billing;
GRANT SELECT, INSERT, DELETE ON billing.voucher_miss TO aibridge_billing;
