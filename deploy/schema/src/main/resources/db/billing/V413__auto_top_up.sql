-- Auto top-up: a saved card is charged when a balance runs low. Owned by billing.

CREATE TABLE billing.auto_top_up (
  tenant_id      uuid PRIMARY KEY REFERENCES accounts.tenant,
  product_id     text NOT NULL REFERENCES billing.product,
  threshold      bigint NOT NULL CHECK (threshold > 0),
  cap_minor      bigint NOT NULL CHECK (cap_minor > 0),
  currency       text NOT NULL,
  enabled        boolean NOT NULL DEFAULT false,
  set_by         uuid NOT NULL,
  set_at         timestamptz NOT NULL DEFAULT now(),
  saving_order   uuid REFERENCES billing.customer_order,
  customer_id    text,
  method_id      text,
  card_brand     text,
  card_last_four text,
  declines       integer NOT NULL DEFAULT 0,
  stopped_at     timestamptz,
  stopped_reason text,
  capped_month   timestamptz,
  CHECK (NOT enabled OR method_id IS NOT NULL),
  CHECK ((stopped_at IS NULL) = (stopped_reason IS NULL)),
  CHECK (NOT enabled OR stopped_at IS NULL)
);
CREATE INDEX ON billing.auto_top_up (tenant_id) WHERE enabled;
CREATE INDEX ON billing.auto_top_up (saving_order) WHERE saving_order IS NOT NULL;
COMMENT ON COLUMN billing.auto_top_up.threshold IS 'micro-tokens';
COMMENT ON COLUMN billing.auto_top_up.cap_minor IS 'of a month by the tenant''s clock';
COMMENT ON COLUMN billing.auto_top_up.saving_order IS 'the order whose payment saves the card';
COMMENT ON COLUMN billing.auto_top_up.method_id IS 'Stripe''s PaymentMethod';
COMMENT ON COLUMN billing.auto_top_up.declines IS 'in a row';
COMMENT ON COLUMN billing.auto_top_up.capped_month IS 'the month of which its owner was told that it is used up';

-- One attempt; its id is the idempotency key at Stripe and never another.
CREATE TABLE billing.auto_charge (
  id           uuid PRIMARY KEY,
  tenant_id    uuid NOT NULL REFERENCES accounts.tenant,
  order_id     uuid NOT NULL UNIQUE REFERENCES billing.customer_order,
  customer_id  text NOT NULL,
  method_id    text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency     text NOT NULL,
  state        text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'paid', 'declined')),
  code         text,
  asked_at     timestamptz NOT NULL DEFAULT now(),
  look_at      timestamptz NOT NULL,
  ended_at     timestamptz,
  CHECK ((state = 'asked') = (ended_at IS NULL)),
  CHECK ((state = 'declined') = (code IS NOT NULL))
);
CREATE UNIQUE INDEX ON billing.auto_charge (tenant_id) WHERE state = 'asked';
CREATE INDEX ON billing.auto_charge (look_at) WHERE state = 'asked';
CREATE INDEX ON billing.auto_charge (tenant_id, asked_at);
COMMENT ON COLUMN billing.auto_charge.state IS 'asked: Stripe has not answered, it may have happened or not';

ALTER TABLE billing.checkout ADD customer_id text;
COMMENT ON COLUMN billing.checkout.customer_id IS 'Stripe''s customer for whom the card is saved; NULL: it is not';

GRANT SELECT, INSERT, UPDATE ON billing.auto_top_up, billing.auto_charge TO aibridge_billing;
