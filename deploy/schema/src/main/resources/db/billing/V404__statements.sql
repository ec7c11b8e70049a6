-- What customers read, of a million requests and more, within 200 ms.

-- A key's requests, and a model's: without these, one that is used rarely is looked for through all of its wallet's.
CREATE INDEX ON usage.event (key_id, id);
CREATE INDEX ON usage.event (wallet_id, model_id, id);

-- A page of the ledger sums what came after it: from the index alone.
DROP INDEX billing.entry_account_tx_id_idx;
CREATE INDEX ON billing.entry (account, tx_id) INCLUDE (amount);
