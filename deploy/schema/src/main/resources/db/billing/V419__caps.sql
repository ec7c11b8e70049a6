-- Spend caps. A capped key has a lease of its own beside the shared one of its wallet, so that what is leased under a
-- budget is the sum of some leases and is nowhere kept twice: a tenant's budgets have all leases of its wallet over
-- them, a key's have those of the key. Whoever changes a budget or a lease holds the wallet's lock.
ALTER TABLE billing.lease ADD key_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE billing.lease DROP CONSTRAINT lease_pkey, ADD PRIMARY KEY (wallet_id, holder_id, key_id);
CREATE INDEX ON billing.lease (wallet_id, key_id)
  WHERE state = 'open' AND key_id <> '00000000-0000-0000-0000-000000000000';
COMMENT ON COLUMN billing.lease.key_id IS 'whose it is alone; zeros: shared by all keys that have none of their own';

ALTER TABLE billing.wallet ADD capped boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN billing.wallet.capped IS 'whether its tenant or one of its keys has a budget: only then are any looked for';

-- At most one for each window of a tenant or key. Amounts are micro-tokens.
CREATE TABLE billing.budget (
  tenant_id uuid NOT NULL REFERENCES accounts.tenant,
  key_id    uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  span      text NOT NULL CHECK (span IN ('day', 'week', 'month', 'total')),
  cap       bigint CHECK (cap BETWEEN 0 AND 10000000000000000),
  ceiling   bigint CHECK (ceiling BETWEEN 0 AND 10000000000000000),
  bound     bigint GENERATED ALWAYS AS (least(cap, ceiling)) STORED,
  used      bigint NOT NULL CHECK (used >= 0),
  excess    bigint NOT NULL CHECK (excess >= 0),
  starts_at timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key_id, span),
  CHECK (cap IS NOT NULL OR ceiling IS NOT NULL),
  CHECK (starts_at < ends_at)
) WITH (fillfactor = 50); -- sums change in place
COMMENT ON COLUMN billing.budget.key_id IS 'zeros: the tenant, all its keys together';
COMMENT ON COLUMN billing.budget.cap IS 'what the customer set; ceiling: what an admin set; the lower one binds';
COMMENT ON COLUMN billing.budget.used IS 'what wallets paid for requests that were admitted since starts_at';
COMMENT ON COLUMN billing.budget.excess IS
  'how far used and leased may be above the bound: what they were when it was set or its window began, and charges that no lease of this budget covered';
COMMENT ON COLUMN billing.budget.starts_at IS
  'the window as of the last take or settlement: a later look may have to roll it on; total has no beginning and no end';

GRANT SELECT, INSERT, UPDATE, DELETE ON billing.budget TO aibridge_billing;
GRANT SELECT (tenant_id, key_id) ON billing.budget TO aibridge_gateway;

-- What the caps over a lease leave. room: what can be leased; rest: what is not used up; until_ms: when there will be
-- more, NULL for never.
CREATE TYPE billing.cap_room AS (room bigint, rest bigint, until_ms bigint);
