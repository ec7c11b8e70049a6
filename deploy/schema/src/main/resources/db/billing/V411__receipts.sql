-- Receipts: what a buyer's books need. Owned by billing.

-- Whom receipts are made out to. A receipt keeps what stood here when it was made.
CREATE TABLE billing.billing_details (
  tenant_id  uuid PRIMARY KEY REFERENCES accounts.tenant,
  company    text NOT NULL CHECK (length(company) BETWEEN 1 AND 200),
  address    text NOT NULL CHECK (length(address) <= 500),
  tax_id     text NOT NULL CHECK (length(tax_id) <= 50),
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- The last number given out: taken in the transaction of the receipt, so that one that is rolled back leaves no gap.
CREATE TABLE billing.receipt_year (
  year integer PRIMARY KEY,
  last integer NOT NULL CHECK (last > 0)
);

CREATE TABLE billing.receipt (
  id             uuid PRIMARY KEY,
  year           integer NOT NULL,
  serial         integer NOT NULL CHECK (serial > 0),
  kind           text NOT NULL CHECK (kind IN ('receipt', 'credit_note', 'reversal')),
  tenant_id      uuid NOT NULL REFERENCES accounts.tenant,
  order_id       uuid NOT NULL REFERENCES billing.customer_order,
  payment_id     text NOT NULL REFERENCES billing.payment,
  refund_id      uuid REFERENCES billing.refund,
  corrects       uuid REFERENCES billing.receipt,
  issued_at      timestamptz NOT NULL DEFAULT now(),
  language       text NOT NULL CHECK (language IN ('en', 'zh')),
  seller_name    text NOT NULL,
  seller_address text NOT NULL,
  seller_tax_id  text NOT NULL,
  buyer_name     text NOT NULL,
  buyer_address  text NOT NULL,
  buyer_tax_id   text NOT NULL,
  buyer_email    text NOT NULL,
  product_name   text NOT NULL,
  quantity       integer NOT NULL,
  tokens         bigint NOT NULL,
  bonus          bigint NOT NULL,
  amount_minor   bigint NOT NULL CHECK (amount_minor >= 0),
  currency       text NOT NULL,
  UNIQUE (year, serial),
  UNIQUE NULLS NOT DISTINCT (payment_id, refund_id, kind),
  CHECK ((kind = 'receipt') = (refund_id IS NULL) AND (kind = 'receipt') = (corrects IS NULL))
);
CREATE INDEX ON billing.receipt (order_id);
CREATE INDEX ON billing.receipt (refund_id) WHERE refund_id IS NOT NULL;
COMMENT ON COLUMN billing.receipt.kind IS
  'credit_note: a refund; reversal: that refund failed after all, and the money is with us again';
COMMENT ON COLUMN billing.receipt.tokens IS 'micro-tokens; bonus too, on top of it';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.receipt
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();

GRANT SELECT, INSERT, UPDATE ON billing.billing_details, billing.receipt_year TO aibridge_billing;
GRANT SELECT, INSERT ON billing.receipt TO aibridge_billing;

-- A slow payment method: the customer is done, the bank is not.
ALTER TABLE billing.checkout ADD pending_at timestamptz;
COMMENT ON COLUMN billing.checkout.pending_at IS 'when Stripe first said that the bank is still working on it';
