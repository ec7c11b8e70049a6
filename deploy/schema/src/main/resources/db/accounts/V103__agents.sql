-- Agents: tenants that hand tokens on to customers of their own. Owned by the portal.
ALTER TABLE accounts.tenant
  ADD agent    boolean NOT NULL DEFAULT false,
  ADD agent_id uuid REFERENCES accounts.tenant;
CREATE INDEX ON accounts.tenant (agent_id, id) WHERE agent_id IS NOT NULL;
COMMENT ON COLUMN accounts.tenant.agent IS 'may have customers and hand tokens on to them';
COMMENT ON COLUMN accounts.tenant.agent_id IS 'whose customer it is; an agent may be another agent''s';

-- Customers form trees: nobody is below themselves. One change at a time, because two that are right alone could
-- close a circle together.
CREATE FUNCTION accounts.refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4242010);
  IF NOT EXISTS (SELECT FROM accounts.tenant WHERE id = NEW.agent_id AND agent) THEN
    RAISE EXCEPTION 'tenant % is no agent', NEW.agent_id USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
      WITH RECURSIVE above (id) AS (
        SELECT NEW.agent_id
        UNION SELECT t.agent_id FROM above JOIN accounts.tenant t USING (id))
      SELECT FROM above WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'tenant % would be below itself', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER tree BEFORE INSERT OR UPDATE OF agent_id ON accounts.tenant
  FOR EACH ROW WHEN (NEW.agent_id IS NOT NULL) EXECUTE FUNCTION accounts.refuse_circle();

-- A link that makes whoever opens it the agent's customer, once. It is shown when it is made and kept as its hash.
CREATE TABLE accounts.invitation (
  id           uuid PRIMARY KEY,
  agent_id     uuid NOT NULL REFERENCES accounts.tenant,
  token_hash   bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  note         text NOT NULL CHECK (length(note) BETWEEN 1 AND 200),
  made_by      uuid NOT NULL REFERENCES accounts.person,
  made_at      timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  withdrawn_at timestamptz,
  accepted_at  timestamptz,
  tenant_id    uuid REFERENCES accounts.tenant,
  CHECK ((tenant_id IS NULL) = (accepted_at IS NULL)),
  CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
CREATE INDEX ON accounts.invitation (agent_id, id);
COMMENT ON COLUMN accounts.invitation.note IS 'whom it is for, in the agent''s words';
COMMENT ON COLUMN accounts.invitation.tenant_id IS 'who accepted it';

GRANT SELECT, INSERT, UPDATE ON accounts.invitation TO aibridge_portal;
