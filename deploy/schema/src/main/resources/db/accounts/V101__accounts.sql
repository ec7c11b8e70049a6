-- Who may call: tenants and their keys. Owned by the portal.
CREATE SCHEMA accounts;

CREATE TABLE accounts.tenant (
  id             uuid PRIMARY KEY,
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  status         text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'closed')),
  rpm            integer CHECK (rpm BETWEEN 1 AND 1000000),
  allowed_models text[],
  created_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN accounts.tenant.rpm IS 'requests per minute of all its keys together; NULL = no limit of its own';
COMMENT ON COLUMN accounts.tenant.allowed_models IS 'catalogue ids; NULL = all models';

CREATE TABLE accounts.api_key (
  id             uuid PRIMARY KEY,
  tenant_id      uuid NOT NULL REFERENCES accounts.tenant,
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  hash           bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  prefix         text NOT NULL CHECK (length(prefix) <= 8),
  last_four      text NOT NULL CHECK (length(last_four) = 4),
  disabled       boolean NOT NULL DEFAULT false,
  expires_at     timestamptz,
  rpm            integer NOT NULL DEFAULT 600 CHECK (rpm BETWEEN 1 AND 1000000),
  allowed_models text[],
  created_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON accounts.api_key (tenant_id);
COMMENT ON COLUMN accounts.api_key.hash IS 'HMAC-SHA-256 of the key under the pepper; the key itself is nowhere';

-- A gateway hears of a change within a second: it forgets what it knew of that key or tenant.
CREATE FUNCTION accounts.announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('aibridge', TG_ARGV[0] || ':' || COALESCE(NEW.id, OLD.id));
  RETURN NULL;
END
$$;
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON accounts.tenant
  FOR EACH ROW EXECUTE FUNCTION accounts.announce('tenant');
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON accounts.api_key
  FOR EACH ROW EXECUTE FUNCTION accounts.announce('key');

GRANT USAGE ON SCHEMA accounts TO aibridge_gateway, aibridge_billing;
GRANT SELECT ON ALL TABLES IN SCHEMA accounts TO aibridge_gateway, aibridge_billing;
