-- One tick of the reaper: silence is counted in its own successful ticks, never by a clock, so that neither a step of
-- the clock nor an hour without a reaper makes anybody suspect. A heartbeat starts the count anew. After
-- p_suspect_ticks a holder gets nothing more; after p_lost_ticks, longer than the longest stream, its leases go back.
-- Answers who is now suspect, and whose leases the caller is to give back, each in a transaction of its own because
-- wallets are locked before holders: lost, or released (closed, and nothing in quarantine any more).
CREATE OR REPLACE FUNCTION billing.reaper_tick(p_suspect_ticks integer, p_lost_ticks integer)
RETURNS TABLE (holder_id uuid, change text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM FROM billing.holder h WHERE h.state <> 'closed' ORDER BY h.id FOR NO KEY UPDATE;
  UPDATE billing.holder h SET silent_ticks = h.silent_ticks + 1 WHERE h.state <> 'closed';
  RETURN QUERY
    UPDATE billing.holder h SET state = 'suspect', suspect_since = now()
    WHERE h.state = 'live' AND h.silent_ticks >= p_suspect_ticks
    RETURNING h.id, 'suspect';
  RETURN QUERY
    SELECT h.id, 'lost' FROM billing.holder h
    WHERE h.state = 'suspect' AND h.silent_ticks >= p_lost_ticks ORDER BY h.id;
  RETURN QUERY
    SELECT DISTINCT h.id, 'released' FROM billing.holder h
    JOIN billing.lease l ON l.holder_id = h.id AND l.state = 'open'
    WHERE h.state = 'closed' AND NOT EXISTS (
      SELECT FROM usage.quarantine q
      WHERE q.holder_id = h.id AND (q.wallet_id = l.wallet_id OR q.wallet_id IS NULL));
END
$$;
REVOKE ALL ON FUNCTION billing.reaper_tick(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.reaper_tick(integer, integer) TO aibridge_billing;
