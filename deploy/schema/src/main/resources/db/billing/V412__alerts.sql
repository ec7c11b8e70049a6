-- Alerts: what a tenant wants to hear of, and how it is told. Owned by billing.

CREATE TABLE billing.alert_rule (
  id        uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES accounts.tenant,
  kind      text NOT NULL CHECK (kind IN ('balance', 'days')),
  threshold bigint NOT NULL CHECK (threshold > 0),
  armed     boolean NOT NULL DEFAULT true,
  crossings integer NOT NULL DEFAULT 0,
  made_by   uuid NOT NULL,
  made_at   timestamptz NOT NULL DEFAULT now(),
  ended_at  timestamptz
);
CREATE UNIQUE INDEX ON billing.alert_rule (tenant_id, kind, threshold) WHERE ended_at IS NULL;
CREATE INDEX ON billing.alert_rule (kind) WHERE ended_at IS NULL;
COMMENT ON COLUMN billing.alert_rule.threshold IS 'balance: micro-tokens; days: days that the balance lasts';
COMMENT ON COLUMN billing.alert_rule.armed IS 'it tells once, and again only after the level was 10 % above the threshold';

-- One for each crossing, and for what else a tenant is told about its money.
CREATE TABLE billing.alert (
  id        uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id uuid NOT NULL REFERENCES accounts.tenant,
  type      text NOT NULL,
  data      jsonb NOT NULL,
  rule_id   uuid REFERENCES billing.alert_rule,
  crossing  integer,
  raised_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (rule_id, crossing),
  CHECK ((rule_id IS NULL) = (crossing IS NULL))
);
CREATE INDEX ON billing.alert (tenant_id, id);

CREATE TABLE billing.webhook_endpoint (
  id        uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES accounts.tenant,
  url       text NOT NULL CHECK (length(url) BETWEEN 1 AND 500),
  made_by   uuid NOT NULL,
  made_at   timestamptz NOT NULL DEFAULT now(),
  ended_at  timestamptz
);
CREATE INDEX ON billing.webhook_endpoint (tenant_id) WHERE ended_at IS NULL;

-- The outbox: one row for each alert and each of those who are told.
CREATE TABLE billing.delivery (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id   uuid NOT NULL REFERENCES accounts.tenant,
  alert_id    uuid NOT NULL REFERENCES billing.alert,
  endpoint_id uuid REFERENCES billing.webhook_endpoint,
  email       text,
  language    text CHECK (language IN ('en', 'zh')),
  state       text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'done', 'given_up')),
  attempts    integer NOT NULL DEFAULT 0,
  due_at      timestamptz NOT NULL DEFAULT now(),
  made_at     timestamptz NOT NULL DEFAULT now(),
  ended_at    timestamptz,
  answer      text CHECK (length(answer) <= 200),
  UNIQUE NULLS NOT DISTINCT (alert_id, endpoint_id, email),
  CHECK ((endpoint_id IS NULL) <> (email IS NULL) AND (email IS NULL) = (language IS NULL)),
  CHECK ((state = 'due') = (ended_at IS NULL))
);
CREATE INDEX ON billing.delivery (due_at, id) WHERE state = 'due';
CREATE INDEX ON billing.delivery (tenant_id, id);
COMMENT ON COLUMN billing.delivery.due_at IS 'when it is tried next; later while somebody is trying it';
COMMENT ON COLUMN billing.delivery.answer IS 'what came of the last attempt';

GRANT SELECT, INSERT, UPDATE ON billing.alert_rule, billing.webhook_endpoint, billing.delivery TO aibridge_billing;
GRANT SELECT, INSERT ON billing.alert TO aibridge_billing;
