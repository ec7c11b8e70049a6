-- The four functions by which a gateway holds money: take, return, heartbeat, close.
--
-- Every call carries cumulative totals, never deltas, so a repeated call changes nothing; every answer carries
-- the totals that the caller adopts. Lock order everywhere: wallets ascending, then leases, then the holder.

DROP FUNCTION IF EXISTS billing.lease_take(uuid, uuid, bigint, bigint, bigint, bigint, bigint);
DROP FUNCTION IF EXISTS billing.lease_return(uuid, uuid, bigint);
DROP FUNCTION IF EXISTS billing.holder_heartbeat(uuid, bigint, boolean);
DROP FUNCTION IF EXISTS billing.lease_take(uuid, uuid, bigint, bigint, bigint, bigint, bigint, uuid);
DROP FUNCTION IF EXISTS billing.lease_return(uuid, uuid, bigint, uuid);
DROP FUNCTION IF EXISTS billing.answer(text, uuid, uuid, boolean);
DROP FUNCTION IF EXISTS billing.answer(text, uuid, uuid, uuid, boolean, billing.cap_room);
DROP FUNCTION IF EXISTS billing.is_exact(bigint, bigint);
DROP TYPE IF EXISTS billing.lease_answer;
DROP TYPE IF EXISTS billing.heartbeat_answer;

-- outcome: granted | known (an earlier take had taken effect) | busy (others hold the money) | broke | suspended
--          | capped (a spend cap is used up) | not_live (the holder must register anew)
-- available: within spend caps. cap_rest, cap_until_ms: what the caps over this lease leave of what is not used up, and
-- when there will be more; NULL when there is no cap, or when there never will be.
CREATE TYPE billing.lease_answer AS (
  outcome text, granted bigint, returned bigint, settled bigint, posted bigint, available bigint, exact boolean,
  incarnation text, now_ms bigint, cap_rest bigint, cap_until_ms bigint);

-- state: live | closed | unknown
CREATE TYPE billing.heartbeat_answer AS (state text, live_gateways integer, incarnation text, now_ms bigint);

-- The database server and its timeline: another one may have lost what this one promised.
CREATE OR REPLACE FUNCTION billing.incarnation() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
      WHERE wallet_id = l.wallet_id AND holder_id = l.holder_id AND key_id = l.key_id;
    UPDATE billing.wallet SET leased = leased - delta WHERE id = l.wallet_id;
  END IF;
END
$$;

-- What a call answers: the lease's totals as they now stand (zeros when there is none) and the wallet's.
CREATE FUNCTION billing.answer(
  p_outcome text, p_wallet uuid, p_holder uuid, p_key uuid, p_exact boolean, p_caps billing.cap_room)
RETURNS billing.lease_answer LANGUAGE sql VOLATILE AS $$
  SELECT p_outcome, COALESCE(l.granted, 0), COALESCE(l.returned, 0), COALESCE(l.settled, 0), w.posted,
         least(w.posted - w.leased - w.frozen, (p_caps).room), p_exact, billing.incarnation(), billing.now_ms(),
         (p_caps).rest, (p_caps).until_ms
  FROM billing.wallet w LEFT JOIN billing.lease l ON l.wallet_id = w.id AND l.holder_id = p_holder AND l.key_id = p_key
  WHERE w.id = p_wallet
$$;

-- Near empty, a lease is no more than one request needs. Divided rather than multiplied: no overflow.
CREATE FUNCTION billing.is_exact(p_available bigint, p_need bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p_available / greatest(8, 2 * billing.live_gateways()) < p_need
$$;

-- p_granted_seen, p_returned: the caller's totals. p_minimum: less is of no use; p_need: what one request
-- wants; p_want: what the caller would like in advance. p_key: whose lease it is, when that key has one of its own.
CREATE FUNCTION billing.lease_take(
  p_holder uuid, p_wallet uuid, p_granted_seen bigint, p_returned bigint,
  p_minimum bigint, p_need bigint, p_want bigint, p_key uuid DEFAULT billing.all_keys())
RETURNS billing.lease_answer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  w         billing.wallet;
  l         billing.lease;
  caps      billing.cap_room;
  available bigint;
  exact     boolean;
  grant_now bigint;
  outcome   text;
BEGIN
  IF p_minimum < 0 OR p_need < p_minimum OR p_want < p_need OR p_returned < 0 THEN
    RAISE EXCEPTION 'a take of % <= % <= %', p_minimum, p_need, p_want USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM FROM billing.wallet WHERE id = p_wallet FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no wallet %', p_wallet USING ERRCODE = 'no_data_found';
  END IF;
  -- A key share keeps out close_holder, which locks for update, and neither heartbeats nor settlement.
  PERFORM FROM billing.holder WHERE id = p_holder AND state = 'live' FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN billing.answer('not_live', p_wallet, p_holder, p_key, true, NULL);
  END IF;
  INSERT INTO billing.lease (wallet_id, holder_id, key_id) VALUES (p_wallet, p_holder, p_key) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT l FROM billing.lease
    WHERE wallet_id = p_wallet AND holder_id = p_holder AND key_id = p_key FOR UPDATE;
  PERFORM billing.apply_return(l, p_returned);
  SELECT * INTO STRICT w FROM billing.wallet WHERE id = p_wallet;

  IF w.capped THEN
    caps := billing.cap_room(w.tenant_id, p_key, p_minimum);
  END IF;
  available := least(w.posted - w.leased - w.frozen, caps.room);
  exact := billing.is_exact(available, p_need);
  outcome := CASE
    WHEN w.status <> 'active' OR w.debt > 0 THEN 'suspended'
    WHEN l.granted > p_granted_seen THEN 'known'
    WHEN available >= p_minimum AND COALESCE(caps.rest >= 0, true) THEN 'granted'
    WHEN w.posted - w.frozen < p_minimum THEN 'broke'
    WHEN caps.rest < p_minimum OR caps.rest < 0 THEN 'capped'
    ELSE 'busy' END;
  IF outcome = 'granted' THEN
    grant_now := CASE
      WHEN exact THEN least(p_need, available)
      ELSE greatest(p_need, least(p_want, available / (2 * billing.live_gateways()))) END;
    UPDATE billing.lease SET granted = granted + grant_now
      WHERE wallet_id = p_wallet AND holder_id = p_holder AND key_id = p_key;
    UPDATE billing.wallet SET leased = leased + grant_now WHERE id = p_wallet;
    caps.room := caps.room - grant_now;
  ELSIF outcome = 'capped' THEN
    UPDATE billing.budget SET refused_at = clock_timestamp()
      WHERE tenant_id = w.tenant_id AND key_id IN (p_key, billing.all_keys()) AND bound - used < p_minimum
        AND refused_at IS NULL;
  END IF;
  RETURN billing.answer(outcome, p_wallet, p_holder, p_key, exact, caps);
END
$$;

CREATE FUNCTION billing.lease_return(
  p_holder uuid, p_wallet uuid, p_returned bigint, p_key uuid DEFAULT billing.all_keys())
RETURNS billing.lease_answer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  w    billing.wallet;
  l    billing.lease;
  caps billing.cap_room;
BEGIN
  SELECT * INTO w FROM billing.wallet WHERE id = p_wallet FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no wallet %', p_wallet USING ERRCODE = 'no_data_found';
  END IF;
  SELECT * INTO l FROM billing.lease
    WHERE wallet_id = p_wallet AND holder_id = p_holder AND key_id = p_key AND state = 'open' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN billing.answer('not_live', p_wallet, p_holder, p_key, true, NULL);
  END IF;
  PERFORM billing.apply_return(l, p_returned);
  IF w.capped THEN
    caps := billing.cap_room(w.tenant_id, p_key, 0);
  END IF;
  RETURN billing.answer('known', p_wallet, p_holder, p_key, false, caps);
END
$$;

-- Registers a new holder (p_register), or says that a known one lives; a suspect one is live again.
CREATE FUNCTION billing.holder_heartbeat(p_holder uuid, p_admitted bigint, p_register boolean)
RETURNS billing.heartbeat_answer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

-- Gives back what the leases of a holder hold, but those that quarantined events still wait on (p_all: those too).
-- Answers false when the holder has an open lease that began after the wallets were locked.
CREATE OR REPLACE FUNCTION billing.release_leases(p_holder uuid, p_all boolean) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  locked uuid[];
  r      record;
BEGIN
  locked := ARRAY(
    SELECT w.id FROM billing.wallet w
    WHERE w.id IN (SELECT wallet_id FROM billing.lease WHERE holder_id = p_holder AND state = 'open')
    ORDER BY w.id FOR UPDATE);
  PERFORM FROM billing.lease WHERE holder_id = p_holder AND wallet_id = ANY (locked)
    ORDER BY wallet_id, key_id FOR UPDATE;
  PERFORM FROM billing.holder WHERE id = p_holder FOR UPDATE;
  IF EXISTS (SELECT FROM billing.lease
             WHERE holder_id = p_holder AND state = 'open' AND wallet_id <> ALL (locked)) THEN
    RETURN false;
  END IF;
  FOR r IN
    SELECT l.wallet_id, l.key_id, l.granted - l.settled - l.returned AS rest FROM billing.lease l
    WHERE l.holder_id = p_holder AND l.state = 'open'
      AND (p_all OR NOT EXISTS (
        SELECT FROM usage.quarantine q
        WHERE q.holder_id = p_holder AND (q.wallet_id = l.wallet_id OR q.wallet_id IS NULL)))
    ORDER BY l.wallet_id, l.key_id
  LOOP
    UPDATE billing.lease SET returned = returned + r.rest, state = 'closed', closed_at = now()
      WHERE wallet_id = r.wallet_id AND holder_id = p_holder AND key_id = r.key_id;
    UPDATE billing.wallet SET leased = leased - r.rest WHERE id = r.wallet_id;
  END LOOP;
  RETURN true;
END
$$;

-- A holder that ended for good, on evidence: its own last word, or its successor on the same journal. All its
-- p_admitted events are shipped; what they do not use goes back to the wallets. Answers closed, or pending while
-- some are not booked yet (ask again), or unknown.
CREATE OR REPLACE FUNCTION billing.holder_close(p_holder uuid, p_admitted bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  h billing.holder;
BEGIN
  SELECT * INTO h FROM billing.holder WHERE id = p_holder;
  IF NOT FOUND THEN
    RETURN 'unknown';
  ELSIF h.state = 'closed' THEN
    RETURN 'closed';
  ELSIF h.booked < greatest(h.admitted, p_admitted) THEN
    UPDATE billing.holder SET admitted = greatest(admitted, p_admitted) WHERE id = p_holder;
    RETURN 'pending';
  ELSIF NOT billing.release_leases(p_holder, false) THEN
    RETURN 'pending';
  END IF;
  UPDATE billing.holder
    SET admitted = greatest(admitted, p_admitted), state = 'closed', closed_at = now(), evidence = 'own_word'
    WHERE id = p_holder AND state <> 'closed';
  RETURN 'closed';
END
$$;

-- The two other kinds of evidence: an admin's word that the holder and its journal are gone, and silence past the
-- longest stream. Events that come later settle from what is available. Answers closed, pending or unknown.
CREATE OR REPLACE FUNCTION billing.declare_lost(p_holder uuid, p_evidence text, p_note text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM billing.holder WHERE id = p_holder) THEN
    RETURN 'unknown';
  ELSIF NOT billing.release_leases(p_holder, p_evidence = 'declared_lost') THEN
    RETURN 'pending';
  END IF;
  UPDATE billing.holder SET state = 'closed', closed_at = now(), evidence = p_evidence, note = p_note
    WHERE id = p_holder AND state <> 'closed';
  RETURN 'closed';
END
$$;

REVOKE ALL ON FUNCTION billing.lease_take(uuid, uuid, bigint, bigint, bigint, bigint, bigint, uuid),
  billing.lease_return(uuid, uuid, bigint, uuid), billing.holder_heartbeat(uuid, bigint, boolean),
  billing.holder_close(uuid, bigint), billing.incarnation(), billing.declare_lost(uuid, text, text),
  billing.release_leases(uuid, boolean), billing.answer(text, uuid, uuid, uuid, boolean, billing.cap_room),
  billing.apply_return(billing.lease, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.lease_take(uuid, uuid, bigint, bigint, bigint, bigint, bigint, uuid),
  billing.lease_return(uuid, uuid, bigint, uuid), billing.holder_heartbeat(uuid, bigint, boolean),
  billing.holder_close(uuid, bigint) TO aibridge_gateway, aibridge_billing;
GRANT EXECUTE ON FUNCTION billing.declare_lost(uuid, text, text), billing.release_leases(uuid, boolean)
  TO aibridge_billing;
