-- Our books beside those of others: what was compared, what did not agree, who settled it. Owned by billing.

-- Stripe's balance as it has it. Amounts are those of what moved, in its own currency; fees in the balance's.
CREATE TABLE billing.stripe_balance (
  id           text PRIMARY KEY,
  kind         text NOT NULL CHECK (kind IN ('charge', 'refund', 'refund_failure', 'dispute', 'other')),
  source       text NOT NULL,
  payment_id   text,
  amount_minor bigint NOT NULL,
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  fee_minor    bigint NOT NULL,
  fee_currency text NOT NULL CHECK (fee_currency ~ '^[A-Z]{3}$'),
  created_at   timestamptz NOT NULL
);
CREATE INDEX ON billing.stripe_balance (created_at);
CREATE INDEX ON billing.stripe_balance (payment_id);
CREATE INDEX ON billing.stripe_balance (source);
COMMENT ON COLUMN billing.stripe_balance.id IS 'Stripe''s balance transaction';
COMMENT ON COLUMN billing.stripe_balance.source IS 'the charge, refund or dispute that moved it';
COMMENT ON COLUMN billing.stripe_balance.amount_minor IS 'negative when it left';

-- Others may sell through the same account: nobody asks twice whose a payment is.
CREATE TABLE billing.foreign_payment (
  id      text PRIMARY KEY,
  seen_at timestamptz NOT NULL DEFAULT now()
);

-- What Stripe kept of a payment.
CREATE TABLE billing.charge_fee (
  id         text PRIMARY KEY,
  payment_id text NOT NULL REFERENCES billing.payment,
  fee_minor  bigint NOT NULL CHECK (fee_minor > 0),
  currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  tx_id      bigint NOT NULL REFERENCES billing.transaction
);
CREATE INDEX ON billing.charge_fee (payment_id);
COMMENT ON COLUMN billing.charge_fee.id IS 'Stripe''s balance transaction';

CREATE TABLE billing.reconciliation (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  what       text NOT NULL CHECK (what IN ('stripe', 'usage')),
  since      timestamptz NOT NULL,
  until      timestamptz NOT NULL,
  began_at   timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz,
  asked_by   text,
  compared   bigint NOT NULL DEFAULT 0 CHECK (compared >= 0),
  findings   bigint NOT NULL DEFAULT 0 CHECK (findings >= 0),
  failure    text CHECK (length(failure) <= 500),
  CHECK (since < until)
);
CREATE INDEX ON billing.reconciliation (what, id);
COMMENT ON COLUMN billing.reconciliation.asked_by IS 'the admin''s name; NULL: the night''s own';
COMMENT ON COLUMN billing.reconciliation.findings IS 'that it left open';

CREATE TABLE billing.finding (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  what        text NOT NULL CHECK (what IN ('stripe', 'usage')),
  kind        text NOT NULL CHECK (kind IN ('missing_here', 'missing_there', 'amount_differs')),
  subject     text NOT NULL CHECK (length(subject) BETWEEN 1 AND 500),
  day         date NOT NULL,
  unit        text NOT NULL,
  ours        numeric,
  theirs      numeric,
  found_at    timestamptz NOT NULL DEFAULT now(),
  gone_at     timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  note        text CHECK (length(note) BETWEEN 1 AND 500),
  UNIQUE (what, kind, subject),
  CHECK ((resolved_at IS NULL) = (note IS NULL) AND (resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX ON billing.finding (what, kind) WHERE gone_at IS NULL AND resolved_at IS NULL;
COMMENT ON COLUMN billing.finding.subject IS 'what does not agree, as the other side names it';
COMMENT ON COLUMN billing.finding.unit IS 'a currency (minor units) or what is counted';
COMMENT ON COLUMN billing.finding.gone_at IS 'since when the books agree about it again';

GRANT SELECT, INSERT ON billing.stripe_balance, billing.foreign_payment, billing.charge_fee TO aibridge_billing;
GRANT SELECT, INSERT, UPDATE ON billing.reconciliation, billing.finding TO aibridge_billing;
