-- A batch's transactions have no key: the index of keys need not hold them.
ALTER TABLE billing.transaction DROP CONSTRAINT transaction_idempotency_key_key;
CREATE UNIQUE INDEX ON billing.transaction (idempotency_key) WHERE idempotency_key IS NOT NULL;
