-- What is left of events after their retention: enough to go on proving the ledger, the sums and that no request counts
-- twice. Written by billing.seal_day alone, in the transaction that removes the events.

CREATE TABLE usage.seal (
  day       date PRIMARY KEY,
  events    bigint NOT NULL CHECK (events > 0),
  sealed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE usage.seal IS 'UTC days, as in usage.event.day, whose events are gone';

-- What the events of a transaction came to: all of them, or those of sealed days.
CREATE TABLE usage.sealed_transaction (
  tx_id     bigint PRIMARY KEY,
  wallet_id uuid NOT NULL,
  charge    bigint NOT NULL,
  paid      bigint NOT NULL,
  goodwill  bigint NOT NULL,
  overrun   bigint NOT NULL,
  balance   bigint
);
COMMENT ON COLUMN usage.sealed_transaction.balance IS 'the lowest that one of them left in its wallet; NULL when none was paid';

-- Which requests of a gateway were booked: it numbers them without gaps, so that a day is one range or a few.
CREATE TABLE usage.sealed_holder (
  holder_id uuid PRIMARY KEY,
  seqs      int8multirange NOT NULL
);

-- What the events came to by the day they were admitted, beside the sums of that day.
CREATE TABLE usage.sealed_sum (
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
);

GRANT SELECT ON usage.seal, usage.sealed_holder, usage.sealed_sum TO aibridge_billing;
