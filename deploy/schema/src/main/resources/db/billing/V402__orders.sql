-- How money comes in: products, orders, Stripe's payments and events, lots. Owned by billing.

-- Entries are in micro-tokens or in a currency's minor units; each transaction sums to zero per unit.
ALTER TABLE billing.entry ADD unit text NOT NULL DEFAULT 'token' CHECK (unit = 'token' OR unit ~ '^[A-Z]{3}$');
ALTER TABLE billing.entry DROP CONSTRAINT entry_account_check;
ALTER TABLE billing.entry ADD CONSTRAINT entry_account_check CHECK (CASE unit
  WHEN 'token' THEN account IN ('issued', 'revenue', 'promotion', 'goodwill', 'overrun_loss', 'adjustment')
    OR starts_with(account, 'wallet:') AND length(account) = 43
  ELSE account IN ('stripe_clearing', 'deferred_revenue') END);

CREATE OR REPLACE FUNCTION billing.refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong bigint;
BEGIN
  SELECT n.tx_id INTO wrong FROM new_entries n GROUP BY n.tx_id, n.unit
    HAVING sum(n.amount) <> 0 OR (SELECT t.id FROM billing.transaction t WHERE t.id = n.tx_id) IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'transaction % is unknown or does not sum to zero', wrong USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE TABLE billing.product (
  id           text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,64}$'),
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  tokens       bigint NOT NULL CHECK (tokens BETWEEN 1000000 AND 10000000000000000),
  bonus        bigint NOT NULL DEFAULT 0 CHECK (bonus BETWEEN 0 AND tokens),
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 50 AND 99999999),
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  active       boolean NOT NULL DEFAULT true,
  position     integer NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN billing.product.tokens IS 'micro-tokens; bonus too, on top of it';
COMMENT ON COLUMN billing.product.amount_minor IS 'minor units of the currency: cents; Stripe takes 0.50 to 999,999.99';

-- What was promised is copied from the product, so that a later change of it changes no order.
CREATE TABLE billing.customer_order (
  id            uuid PRIMARY KEY,
  tenant_id     uuid NOT NULL REFERENCES accounts.tenant,
  request_key   text NOT NULL CHECK (length(request_key) BETWEEN 1 AND 200),
  product_id    text NOT NULL REFERENCES billing.product,
  product_name  text NOT NULL,
  quantity      integer NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  tokens        bigint NOT NULL CHECK (tokens > 0),
  bonus         bigint NOT NULL CHECK (bonus >= 0),
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
  currency      text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  state         text NOT NULL DEFAULT 'awaiting_payment'
    CHECK (state IN ('awaiting_payment', 'abandoned', 'paid', 'credited', 'review')),
  review_reason text,
  ordered_by    uuid NOT NULL,
  ordered_at    timestamptz NOT NULL DEFAULT now(),
  credited_at   timestamptz,
  tx_id         bigint REFERENCES billing.transaction,
  UNIQUE (tenant_id, request_key),
  CHECK ((tx_id IS NULL) = (credited_at IS NULL)),
  CHECK (CASE state WHEN 'credited' THEN tx_id IS NOT NULL WHEN 'review' THEN true ELSE tx_id IS NULL END),
  CHECK ((state = 'review') = (review_reason IS NOT NULL))
);
CREATE INDEX ON billing.customer_order (tenant_id, ordered_at DESC);
CREATE INDEX ON billing.customer_order (ordered_at) WHERE state IN ('awaiting_payment', 'abandoned', 'paid');
COMMENT ON COLUMN billing.customer_order.request_key IS 'a form sent twice makes one order';
COMMENT ON COLUMN billing.customer_order.review_reason IS 'of its payments that were not credited; one of them may have been';

-- One Checkout Session per attempt to pay; a new attempt first expires the one before.
CREATE TABLE billing.checkout (
  order_id   uuid NOT NULL REFERENCES billing.customer_order,
  attempt    integer NOT NULL CHECK (attempt BETWEEN 1 AND 100),
  email      text NOT NULL,
  locale     text NOT NULL CHECK (locale IN ('en', 'zh')),
  session_id text UNIQUE,
  url        text,
  expires_at timestamptz,
  begun_at   timestamptz NOT NULL,
  look_at    timestamptz NOT NULL,
  closed_at  timestamptz,
  PRIMARY KEY (order_id, attempt),
  CHECK ((session_id IS NULL) = (url IS NULL) AND (session_id IS NULL) = (expires_at IS NULL))
);
CREATE INDEX ON billing.checkout (look_at) WHERE closed_at IS NULL AND session_id IS NOT NULL;
COMMENT ON COLUMN billing.checkout.session_id IS 'NULL while Stripe has not answered: asked again, word for word, under one key';
COMMENT ON COLUMN billing.checkout.look_at IS 'when the reconciler looks at it next';
COMMENT ON COLUMN billing.checkout.closed_at IS 'when nothing more could come of it: expired, failed or paid';

-- Money that Stripe captured for us; the credit it led to is on the order.
CREATE TABLE billing.payment (
  id           text PRIMARY KEY,
  order_id     uuid NOT NULL REFERENCES billing.customer_order,
  session_id   text NOT NULL UNIQUE,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency     text NOT NULL,
  credited     boolean NOT NULL,
  fault        text,
  seen_at      timestamptz NOT NULL,
  CHECK (credited = (fault IS NULL))
);
CREATE UNIQUE INDEX ON billing.payment (order_id) WHERE credited;
COMMENT ON COLUMN billing.payment.id IS 'Stripe''s PaymentIntent';
COMMENT ON COLUMN billing.payment.fault IS 'why it is not credited and waits for an admin';

-- What a wallet got, oldest spent first. spent is brought up to date at top-up, refund and dispute.
CREATE TABLE billing.lot (
  id           uuid PRIMARY KEY,
  wallet_id    uuid NOT NULL REFERENCES billing.wallet,
  source       text NOT NULL CHECK (source IN ('order', 'promotion', 'adjustment')),
  order_id     uuid UNIQUE REFERENCES billing.customer_order,
  tx_id        bigint NOT NULL UNIQUE REFERENCES billing.transaction,
  granted      bigint NOT NULL CHECK (granted >= 0),
  bonus        bigint NOT NULL CHECK (bonus >= 0),
  spent        bigint NOT NULL DEFAULT 0 CHECK (spent BETWEEN 0 AND granted + bonus),
  amount_minor bigint NOT NULL DEFAULT 0 CHECK (amount_minor >= 0),
  currency     text,
  made_at      timestamptz NOT NULL DEFAULT now(),
  CHECK ((source = 'order') = (order_id IS NOT NULL) AND (source = 'order') = (currency IS NOT NULL))
);
CREATE INDEX ON billing.lot (wallet_id, made_at);

-- Stripe's events as they came, kept before anything is done with them.
CREATE TABLE billing.stripe_event (
  id           text PRIMARY KEY,
  type         text NOT NULL,
  body         text NOT NULL,
  received_at  timestamptz NOT NULL DEFAULT now(),
  processed_at timestamptz,
  failures     integer NOT NULL DEFAULT 0,
  try_at       timestamptz NOT NULL DEFAULT now(),
  error        text
);
CREATE INDEX ON billing.stripe_event (try_at) WHERE processed_at IS NULL;

-- Starter tokens: once for each verified e-mail address, whatever its spelling.
CREATE TABLE billing.starter (
  email     text PRIMARY KEY,
  tenant_id uuid NOT NULL UNIQUE REFERENCES accounts.tenant,
  tx_id     bigint NOT NULL REFERENCES billing.transaction,
  given_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN billing.starter.email IS 'in lower case, without what follows a + before the @';

INSERT INTO billing.product (position, id, name, tokens, bonus, amount_minor, currency) VALUES
  (10, 'starter-1m', '1M tokens', 1000000000000, 0, 300, 'USD'),
  (20, 'standard-10m', '10M tokens', 10000000000000, 0, 2900, 'USD'),
  (30, 'team-50m', '50M tokens', 50000000000000, 2000000000000, 13900, 'USD');

GRANT SELECT, INSERT, UPDATE ON billing.product, billing.customer_order, billing.checkout, billing.payment,
  billing.lot, billing.stripe_event TO aibridge_billing;
GRANT SELECT, INSERT ON billing.starter TO aibridge_billing;
