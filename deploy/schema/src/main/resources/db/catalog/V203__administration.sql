-- What an admin needs to change the catalogue. A vendor's key is sealed (AES-256-GCM) before it comes here: the
-- key-encryption key is in no database, and the channel's id is bound as associated data.
CREATE TABLE catalog.channel_secret (
  channel_id text PRIMARY KEY REFERENCES catalog.channel,
  sealed     bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 29 AND 4096),
  last_four  text NOT NULL CHECK (length(last_four) = 4),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN catalog.channel_secret.sealed IS 'nonce of 12 bytes, ciphertext, tag of 16 bytes';
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON catalog.channel_secret
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.announce();

GRANT SELECT ON catalog.channel_secret TO aibridge_gateway;
GRANT USAGE ON SCHEMA catalog TO aibridge_portal;
GRANT SELECT, INSERT, UPDATE ON catalog.model, catalog.channel, catalog.channel_secret TO aibridge_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON catalog.model_alias, catalog.channel_model TO aibridge_portal;
GRANT DELETE ON catalog.channel_secret TO aibridge_portal;
GRANT SELECT, INSERT ON catalog.price_book, catalog.price TO aibridge_portal;
