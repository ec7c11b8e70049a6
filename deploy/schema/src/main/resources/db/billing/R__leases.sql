-- The four functions by which a gateway holds money: take, return, heartbeat, close.
--
-- Every call carries cumulative totals, never deltas, so a repeated call changes nothing; every answer carries
-- the totals that the caller adopts. Lock order everywhere: wallets ascending, then leases, then the holder.

DROP FUNCTION IF EXISTS billing.lease_take(uuid, uuid, bigint, bigint, bigint, bigint, bigint);
DROP FUNCTION IF EXISTS billing.lease_return(uuid, uuid, bigint);
DROP FUNCTION IF EXISTS billing.holder_heartbeat(uuid, bigint, boolean);
DROP TYPE IF EXISTS billing.lease_answer;
DROP TYPE IF EXISTS billing.heartbeat_answer;

-- outcome: granted | known (an earlier take had taken effect) | busy (others hold the money) | broke | suspended
--          | not_live (the holder must register anew)
CREATE TYPE billing.lease_answer AS (
  outcome text, granted bigint, returned bigint, settled bigint, posted bigint, available bigint, exact boolean,
  incarnation text, now_ms bigint);

-- state: live | closed | unknown
CREATE TYPE billing.heartbeat_answer AS (state text, live_gateways integer, incarnation text, now_ms bigint);

-- The database server and its timeline: another one may have lost what this one promised.
CREATE OR REPLACE FUNCTION billing.incarnation() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system()
$$;

CREATE OR REPLACE FUNCTION billing.now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;

CREATE OR REPLACE FUNCTION billing.live_gateways() RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT greatest(1, count(*))::integer FROM billing.holder WHERE state = 'live'
$$;

-- What a lease still holds can be given back down to zero, never below what is settled. The caller has locked both
-- rows.
CREATE OR REPLACE FUNCTION billing.apply_return(l billing.lease, p_returned bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  delta bigint := least(p_returned, l.granted - l.settled) - l.returned;
BEGIN
  IF delta > 0 THEN
    UPDATE billing.lease SET returned = returned + delta
      WHERE wallet_id = l.wallet_id AND holder_id = l.holder_id;
    UPDATE billing.wallet SET leased = leased - delta WHERE id = l.wallet_id;
  END IF;
END
$$;

-- p_granted_seen, p_returned: the caller's totals. p_minimum: less is of no use; p_need: what one request
-- wants; p_want: what the caller would like in advance.
CREATE FUNCTION billing.lease_take(
  p_holder uuid, p_wallet uuid, p_granted_seen bigint, p_returned bigint,
  p_minimum bigint, p_need bigint, p_want bigint)
RETURNS billing.lease_answer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  w         billing.wallet;
  l         billing.lease;
  live      integer;
  available bigint;
  exact     boolean;
  grant_now bigint := 0;
  outcome   text;
BEGIN
  IF p_minimum < 0 OR p_need < p_minimum OR p_want < p_need OR p_returned < 0 THEN
    RAISE EXCEPTION 'a take of % <= % <= %', p_minimum, p_need, p_want USING ERRCODE = 'invalid_parameter_value';
  END IF;
  SELECT * INTO STRICT w FROM billing.wallet WHERE id = p_wallet FOR UPDATE;
  IF NOT EXISTS (SELECT FROM billing.holder WHERE id = p_holder AND state = 'live') THEN
    RETURN ('not_live'::text, 0::bigint, 0::bigint, 0::bigint, w.posted, w.posted - w.leased - w.frozen, true, billing.incarnation(), billing.now_ms());
  END IF;
  INSERT INTO billing.lease (wallet_id, holder_id) VALUES (p_wallet, p_holder) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT l FROM billing.lease WHERE wallet_id = p_wallet AND holder_id = p_holder FOR UPDATE;
  PERFORM billing.apply_return(l, p_returned);
  SELECT * INTO w FROM billing.wallet WHERE id = p_wallet;
  SELECT * INTO l FROM billing.lease WHERE wallet_id = p_wallet AND holder_id = p_holder;

  live := billing.live_gateways();
  available := w.posted - w.leased - w.frozen;
  exact := available < greatest(8, 2 * live) * p_need;
  outcome := CASE
    WHEN w.status <> 'active' THEN 'suspended'
    WHEN l.granted > p_granted_seen THEN 'known'
    WHEN available >= p_minimum THEN 'granted'
    WHEN w.posted < p_minimum THEN 'broke'
    ELSE 'busy' END;
  IF outcome = 'granted' THEN
    grant_now := CASE
      WHEN exact THEN least(p_need, available)
      ELSE greatest(p_need, least(p_want, available / (2 * live))) END;
    UPDATE billing.lease SET granted = granted + grant_now
      WHERE wallet_id = p_wallet AND holder_id = p_holder RETURNING * INTO l;
    UPDATE billing.wallet SET leased = leased + grant_now WHERE id = p_wallet RETURNING * INTO w;
  END IF;
  RETURN (outcome, l.granted, l.returned, l.settled, w.posted, w.posted - w.leased - w.frozen, exact,
          billing.incarnation(), billing.now_ms());
END
$$;

CREATE FUNCTION billing.lease_return(p_holder uuid, p_wallet uuid, p_returned bigint)
RETURNS billing.lease_answer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  w billing.wallet;
  l billing.lease;
BEGIN
  SELECT * INTO STRICT w FROM billing.wallet WHERE id = p_wallet FOR UPDATE;
  SELECT * INTO l FROM billing.lease WHERE wallet_id = p_wallet AND holder_id = p_holder AND state = 'open' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN ('not_live'::text, 0::bigint, 0::bigint, 0::bigint, w.posted, w.posted - w.leased - w.frozen, true, billing.incarnation(), billing.now_ms());
  END IF;
  PERFORM billing.apply_return(l, p_returned);
  SELECT * INTO w FROM billing.wallet WHERE id = p_wallet;
  SELECT * INTO l FROM billing.lease WHERE wallet_id = p_wallet AND holder_id = p_holder;
  RETURN ('known'::text, l.granted, l.returned, l.settled, w.posted, w.posted - w.leased - w.frozen, false,
          billing.incarnation(), billing.now_ms());
END
$$;

-- Registers a new holder (p_register), or says that a known one lives; a suspect one is live again.
CREATE FUNCTION billing.holder_heartbeat(p_holder uuid, p_admitted bigint, p_register boolean)
RETURNS billing.heartbeat_answer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  found_state text;
BEGIN
  IF p_register THEN
    INSERT INTO billing.holder (id) VALUES (p_holder) ON CONFLICT DO NOTHING;
  END IF;
  UPDATE billing.holder
    SET heartbeat = clock_timestamp(), silent_ticks = 0, suspect_since = NULL, state = 'live',
        admitted = greatest(admitted, p_admitted)
    WHERE id = p_holder AND state <> 'closed' RETURNING state INTO found_state;
  IF found_state IS NULL THEN
    SELECT state INTO found_state FROM billing.holder WHERE id = p_holder;
  END IF;
  RETURN (COALESCE(found_state, 'unknown'), billing.live_gateways(), billing.incarnation(), billing.now_ms());
END
$$;

-- A holder that ended for good, on evidence: its own last word, or its successor on the same journal. All its
-- p_admitted events are shipped; what they do not use goes back to the wallets. Answers closed, or pending while
-- some are not booked yet (ask again), or unknown.
CREATE OR REPLACE FUNCTION billing.holder_close(p_holder uuid, p_admitted bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  h billing.holder;
  r record;
BEGIN
  UPDATE billing.holder SET admitted = greatest(admitted, p_admitted) WHERE id = p_holder;
  SELECT * INTO h FROM billing.holder WHERE id = p_holder;
  IF NOT FOUND THEN
    RETURN 'unknown';
  ELSIF h.state = 'closed' THEN
    RETURN 'closed';
  ELSIF h.booked < h.admitted THEN
    RETURN 'pending';
  END IF;
  PERFORM FROM billing.wallet w
    WHERE w.id IN (SELECT wallet_id FROM billing.lease WHERE holder_id = p_holder AND state = 'open')
    ORDER BY w.id FOR UPDATE;
  FOR r IN
    SELECT l.wallet_id, l.granted - l.settled - l.returned AS rest FROM billing.lease l
    WHERE l.holder_id = p_holder AND l.state = 'open'
      AND NOT EXISTS (SELECT FROM usage.quarantine q WHERE q.holder_id = p_holder AND q.wallet_id = l.wallet_id)
    ORDER BY l.wallet_id FOR UPDATE
  LOOP
    UPDATE billing.lease SET returned = returned + r.rest, state = 'closed', closed_at = now()
      WHERE wallet_id = r.wallet_id AND holder_id = p_holder;
    UPDATE billing.wallet SET leased = leased - r.rest WHERE id = r.wallet_id;
  END LOOP;
  UPDATE billing.holder SET state = 'closed', closed_at = now() WHERE id = p_holder;
  RETURN 'closed';
END
$$;

REVOKE ALL ON FUNCTION billing.lease_take(uuid, uuid, bigint, bigint, bigint, bigint, bigint),
  billing.lease_return(uuid, uuid, bigint), billing.holder_heartbeat(uuid, bigint, boolean),
  billing.holder_close(uuid, bigint), billing.incarnation() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.lease_take(uuid, uuid, bigint, bigint, bigint, bigint, bigint),
  billing.lease_return(uuid, uuid, bigint), billing.holder_heartbeat(uuid, bigint, boolean),
  billing.holder_close(uuid, bigint) TO aibridge_gateway, aibridge_billing;
