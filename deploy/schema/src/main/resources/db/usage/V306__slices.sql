-- Settling many wallets fast.

-- One of sixteen parts by the last byte of the wallet's id, which UsageEventCodec has at a fixed place: a batch of one
-- part has few wallets with several events each. Bytes that are no event are in the first part.
ALTER TABLE usage.intake ADD slice smallint NOT NULL
  GENERATED ALWAYS AS (CASE WHEN octet_length(body) > 88 THEN get_byte(body, 88) & 15 ELSE 0 END) STORED;
CREATE INDEX ON usage.intake (slice, id);

-- Nobody looks for the events of a transaction; the proof reads all of them.
DROP INDEX usage.event_tx_id_idx;
