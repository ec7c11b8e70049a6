-- Who signs in: people, as Keycloak knows them, and the tenants they belong to. Owned by the portal.
CREATE TABLE accounts.person (
  subject    uuid PRIMARY KEY,
  email      text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  language   text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'zh')),
  time_zone  text NOT NULL DEFAULT 'UTC' CHECK (length(time_zone) BETWEEN 1 AND 64),
  theme      text NOT NULL DEFAULT 'system' CHECK (theme IN ('light', 'dark', 'system')),
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN accounts.person.subject IS 'the sub of their tokens; e-mail and name are as last seen there';

-- Every other row hangs on a tenant, never on a person.
CREATE TABLE accounts.member (
  tenant_id  uuid NOT NULL REFERENCES accounts.tenant,
  subject    uuid NOT NULL REFERENCES accounts.person,
  role       text NOT NULL CHECK (role IN ('owner', 'member')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, subject)
);
CREATE INDEX ON accounts.member (subject, created_at);

ALTER TABLE accounts.tenant ADD suspended_reason text CHECK (length(suspended_reason) BETWEEN 1 AND 500);
ALTER TABLE accounts.api_key
  ADD created_by uuid REFERENCES accounts.person,
  ADD deleted_at timestamptz,
  ADD CHECK (deleted_at IS NULL OR disabled);
COMMENT ON COLUMN accounts.api_key.deleted_at IS 'kept, so that past usage keeps its name; always disabled too';

-- What an admin sets for the whole system; a name that is missing has its default.
CREATE TABLE accounts.setting (
  name       text PRIMARY KEY CHECK (name IN ('support_contact', 'sign_up', 'starter_tokens')),
  value      text NOT NULL CHECK (length(value) <= 500),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid NOT NULL
);
COMMENT ON TABLE accounts.setting IS
  'support_contact: an e-mail address or URL; sign_up: open or closed; starter_tokens: whole tokens, 0 for none';

GRANT USAGE ON SCHEMA accounts TO aibridge_portal;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA accounts TO aibridge_portal;
GRANT DELETE ON accounts.setting TO aibridge_portal;
GRANT SELECT ON accounts.person, accounts.member, accounts.setting TO aibridge_billing;
