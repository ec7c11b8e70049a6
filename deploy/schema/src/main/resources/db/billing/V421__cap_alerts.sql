-- Alerts on spend caps: a rule of this kind is about every cap of its tenant and of the tenant's keys.
ALTER TABLE billing.alert_rule DROP CONSTRAINT alert_rule_kind_check,
  ADD CHECK (kind IN ('balance', 'days', 'cap')), ADD CHECK (kind <> 'cap' OR threshold <= 100);
COMMENT ON COLUMN billing.alert_rule.threshold IS
  'balance: micro-tokens; days: days that the balance lasts; cap: percent of a spend cap that are used';
COMMENT ON COLUMN billing.alert_rule.armed IS
  'it tells once, and again only after the level was 10 % above the threshold; cap: always, see cap_crossing';

-- What was told of which cap's window. It goes when the window ends, the cap is raised or taken away.
CREATE TABLE billing.cap_crossing (
  rule_id   uuid NOT NULL REFERENCES billing.alert_rule,
  key_id    uuid NOT NULL,
  span      text NOT NULL,
  starts_at timestamptz NOT NULL,
  PRIMARY KEY (rule_id, key_id, span)
);
COMMENT ON COLUMN billing.cap_crossing.key_id IS 'as in billing.budget; zeros: the tenant';
GRANT SELECT, INSERT, UPDATE, DELETE ON billing.cap_crossing TO aibridge_billing;

-- Charges seldom end exactly at a cap: what is left at last is too little for the next request.
ALTER TABLE billing.budget ADD refused_at timestamptz;
COMMENT ON COLUMN billing.budget.refused_at IS 'when it first left too little for a request, in this window and under this cap';
