-- Runs before every migration, so that a changed password takes effect.
-- One schema job at a time: several may start together on an empty database.
SELECT pg_advisory_xact_lock(4242001);

DO $roles$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['aibridge_gateway', 'aibridge_billing', 'aibridge_portal'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', role);
    END IF;
    -- Deadlines of the role, not of migrations or the proof.
    EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', role, '2s');
    EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', role, '1s');
    -- A process that stalls inside a transaction must not keep a wallet locked.
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', role, '10s');
  END LOOP;
END
$roles$;

ALTER ROLE aibridge_gateway PASSWORD '${gatewayPassword}';
ALTER ROLE aibridge_billing PASSWORD '${billingPassword}';
ALTER ROLE aibridge_portal PASSWORD '${portalPassword}';
