-- The few that nobody pays for or that broke: who looks for them need not read past all others.
CREATE INDEX failures ON usage.event (wallet_id, id) WHERE outcome NOT IN ('COMPLETED', 'CLIENT_LEFT');
