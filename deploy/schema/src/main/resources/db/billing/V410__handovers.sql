-- Tokens that agents hand on to their customers, and take back. Owned by billing.

ALTER TABLE billing.entry DROP CONSTRAINT entry_account_check;
ALTER TABLE billing.entry ADD CONSTRAINT entry_account_check CHECK (CASE unit
  WHEN 'token' THEN account IN
      ('issued', 'revenue', 'promotion', 'goodwill', 'overrun_loss', 'adjustment', 'tenant_debt')
    OR starts_with(account, 'wallet:') AND length(account) = 43
    OR starts_with(account, 'agent:') AND length(account) = 42
    OR starts_with(account, 'refund_pending:') AND length(account) = 51
  ELSE account IN
      ('stripe_clearing', 'deferred_revenue', 'stripe_fees', 'refunds', 'dispute_hold', 'dispute_loss') END);

ALTER TABLE billing.lot DROP CONSTRAINT lot_source_check;
ALTER TABLE billing.lot ADD CONSTRAINT lot_source_check
  CHECK (source IN ('order', 'promotion', 'adjustment', 'handover'));

CREATE TABLE billing.handover (
  tx_id       bigint PRIMARY KEY REFERENCES billing.transaction,
  agent_id    uuid NOT NULL REFERENCES accounts.tenant,
  customer_id uuid NOT NULL REFERENCES accounts.tenant CHECK (customer_id <> agent_id),
  tokens      bigint NOT NULL CHECK (tokens <> 0),
  reason      text CHECK (length(reason) BETWEEN 1 AND 500),
  request_key text NOT NULL CHECK (length(request_key) BETWEEN 1 AND 200),
  made_by     uuid NOT NULL,
  at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (agent_id, request_key),
  CHECK (tokens > 0 OR reason IS NOT NULL)
);
CREATE INDEX ON billing.handover (agent_id, customer_id, tx_id);
CREATE INDEX ON billing.handover (customer_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.handover
  FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();
COMMENT ON COLUMN billing.handover.tokens IS 'micro-tokens; negative when the agent took them back';
COMMENT ON COLUMN billing.handover.request_key IS 'a form sent twice moves its tokens once';

GRANT SELECT, INSERT ON billing.handover TO aibridge_billing;

-- By whose factor an event is rated: the group of its tenant when it was admitted.
ALTER TABLE usage.event ADD price_group text NOT NULL DEFAULT '';
COMMENT ON COLUMN usage.event.price_group IS 'the tenant''s at admission; empty: none';
