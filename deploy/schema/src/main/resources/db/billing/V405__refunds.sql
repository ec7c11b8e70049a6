-- How money goes back: refunds and disputes. Owned by billing.

ALTER TABLE billing.entry DROP CONSTRAINT entry_account_check;
ALTER TABLE billing.entry ADD CONSTRAINT entry_account_check CHECK (CASE unit
  WHEN 'token' THEN account IN
      ('issued', 'revenue', 'promotion', 'goodwill', 'overrun_loss', 'adjustment', 'tenant_debt')
    OR starts_with(account, 'wallet:') AND length(account) = 43
    OR starts_with(account, 'refund_pending:') AND length(account) = 51
  ELSE account IN
      ('stripe_clearing', 'deferred_revenue', 'stripe_fees', 'refunds', 'dispute_hold', 'dispute_loss') END);

ALTER TABLE billing.wallet
  ADD freeze_due bigint NOT NULL DEFAULT 0 CHECK (freeze_due >= 0),
  ADD debt       bigint NOT NULL DEFAULT 0 CHECK (debt >= 0);
CREATE INDEX ON billing.wallet (id) WHERE freeze_due > 0 OR debt > 0;
COMMENT ON COLUMN billing.wallet.freeze_due IS 'to be frozen as soon as leases give it back';
COMMENT ON COLUMN billing.wallet.debt IS 'tokens that were spent and whose money went back: nothing more is leased until a top-up repays them';

ALTER TABLE billing.lot
  ADD taken       bigint NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND granted),
  ADD taken_bonus bigint NOT NULL DEFAULT 0 CHECK (taken_bonus BETWEEN 0 AND bonus),
  ADD held        bigint NOT NULL DEFAULT 0 CHECK (held >= 0);
COMMENT ON COLUMN billing.lot.taken IS 'what refunds and lost disputes took out of it; taken_bonus of its bonus';
COMMENT ON COLUMN billing.lot.held IS 'what open disputes hold of it: frozen, or about to be';

-- An admin may credit captured money in spite of its fault.
ALTER TABLE billing.payment DROP CONSTRAINT payment_check;
ALTER TABLE billing.payment ADD decided_at timestamptz;
ALTER TABLE billing.payment ADD CONSTRAINT payment_check
  CHECK (CASE WHEN fault IS NULL THEN credited ELSE NOT credited OR decided_at IS NOT NULL END);
COMMENT ON COLUMN billing.payment.decided_at IS 'when an admin credited it in spite of its fault';

-- The tokens leave the wallet before Stripe is asked. A state only ever moves to the right.
CREATE TABLE billing.refund (
  id           uuid PRIMARY KEY,
  payment_id   text NOT NULL REFERENCES billing.payment,
  order_id     uuid NOT NULL REFERENCES billing.customer_order,
  wallet_id    uuid NOT NULL REFERENCES billing.wallet,
  stripe_id    text UNIQUE,
  source       text NOT NULL CHECK (source IN ('customer', 'admin', 'stripe')),
  state        text NOT NULL CHECK (state IN ('asked', 'pending', 'succeeded', 'failed')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  tokens       bigint NOT NULL CHECK (tokens >= 0),
  bonus        bigint NOT NULL CHECK (bonus >= 0),
  debt         bigint NOT NULL DEFAULT 0 CHECK (debt >= 0),
  reason       text CHECK (length(reason) <= 500),
  failure      text,
  asked_by     uuid,
  request_key  text CHECK (length(request_key) BETWEEN 1 AND 200),
  asked_at     timestamptz NOT NULL DEFAULT now(),
  look_at      timestamptz NOT NULL DEFAULT now() + interval '1 minute',
  ended_at     timestamptz,
  UNIQUE (order_id, request_key),
  CHECK (state IN ('asked', 'failed') OR stripe_id IS NOT NULL),
  CHECK ((state IN ('succeeded', 'failed')) = (ended_at IS NOT NULL)),
  CHECK ((source = 'stripe') = (asked_by IS NULL) AND (source = 'stripe') = (request_key IS NULL))
);
CREATE INDEX ON billing.refund (payment_id);
CREATE INDEX ON billing.refund (order_id);
CREATE INDEX ON billing.refund (look_at) WHERE state = 'asked';
COMMENT ON COLUMN billing.refund.id IS 'the idempotency key at Stripe, and in the metadata of its refund';
COMMENT ON COLUMN billing.refund.source IS 'stripe: made by hand in its dashboard, found by us';
COMMENT ON COLUMN billing.refund.state IS 'asked: Stripe has not answered, it may have happened or not';
COMMENT ON COLUMN billing.refund.tokens IS 'micro-tokens that were paid for and left the wallet; bonus: voided beside them';
COMMENT ON COLUMN billing.refund.debt IS 'micro-tokens that were spent already when Stripe gave their money back';

CREATE TABLE billing.dispute (
  id           text PRIMARY KEY,
  payment_id   text NOT NULL REFERENCES billing.payment,
  order_id     uuid NOT NULL REFERENCES billing.customer_order,
  wallet_id    uuid NOT NULL REFERENCES billing.wallet,
  state        text NOT NULL CHECK (state IN ('inquiry', 'open', 'won', 'lost')),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  reason       text NOT NULL,
  held         bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
  debt         bigint NOT NULL DEFAULT 0 CHECK (debt >= 0),
  taken        bigint NOT NULL DEFAULT 0 CHECK (taken >= 0),
  loss_minor   bigint NOT NULL DEFAULT 0,
  opened_at    timestamptz NOT NULL,
  closed_at    timestamptz,
  CHECK ((state IN ('won', 'lost')) = (closed_at IS NOT NULL)),
  CHECK (held = 0 OR state = 'open'),
  CHECK (taken = 0 OR state = 'lost')
);
CREATE INDEX ON billing.dispute (payment_id);
CREATE INDEX ON billing.dispute (order_id);
CREATE INDEX ON billing.dispute (wallet_id) WHERE state = 'open';
COMMENT ON COLUMN billing.dispute.id IS 'Stripe''s';
COMMENT ON COLUMN billing.dispute.held IS 'micro-tokens that it keeps from being spent; debt: those that were spent; taken: lost with it';

-- What Stripe took and gave back because of a dispute.
CREATE TABLE billing.dispute_funds (
  id           text PRIMARY KEY,
  dispute_id   text NOT NULL REFERENCES billing.dispute,
  amount_minor bigint NOT NULL,
  fee_minor    bigint NOT NULL,
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  tx_id        bigint NOT NULL REFERENCES billing.transaction
);
CREATE INDEX ON billing.dispute_funds (dispute_id);
COMMENT ON COLUMN billing.dispute_funds.id IS 'Stripe''s balance transaction';
COMMENT ON COLUMN billing.dispute_funds.amount_minor IS 'negative when it was taken';

GRANT SELECT, INSERT, UPDATE ON billing.refund, billing.dispute TO aibridge_billing;
GRANT SELECT, INSERT ON billing.dispute_funds TO aibridge_billing;

-- What becomes available is frozen first, whoever made it so: leases, settlement, the reaper, a credit.
CREATE FUNCTION billing.catch_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  caught bigint := greatest(0, least(NEW.freeze_due, NEW.posted - NEW.leased - NEW.frozen));
BEGIN
  NEW.frozen := NEW.frozen + caught;
  NEW.freeze_due := NEW.freeze_due - caught;
  RETURN NEW;
END
$$;
CREATE TRIGGER catch_freeze BEFORE UPDATE ON billing.wallet
  FOR EACH ROW WHEN (NEW.freeze_due > 0) EXECUTE FUNCTION billing.catch_freeze();
