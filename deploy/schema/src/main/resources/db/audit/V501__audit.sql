-- Who changed what: append-only. Portal and billing append, the portal reads.
CREATE SCHEMA audit;

CREATE TABLE audit.entry (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL DEFAULT now(),
  actor      uuid NOT NULL,
  actor_name text NOT NULL,
  action     text NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
  tenant_id  uuid,
  target     text NOT NULL CHECK (length(target) <= 200),
  reason     text CHECK (length(reason) <= 500),
  detail     jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN audit.entry.action IS 'noun.verb: tenant.suspend, price.publish, channel.secret';
COMMENT ON COLUMN audit.entry.detail IS 'what was before and after; never a secret';
CREATE INDEX ON audit.entry (tenant_id, id);

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

GRANT USAGE ON SCHEMA audit TO aibridge_portal, aibridge_billing;
GRANT SELECT, INSERT ON audit.entry TO aibridge_portal;
GRANT INSERT ON audit.entry TO aibridge_billing;
