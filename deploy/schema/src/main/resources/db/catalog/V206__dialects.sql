-- A channel speaks one dialect or several, and so do the first ones: Claude, and OpenAI's Responses.
ALTER TABLE catalog.channel DROP CONSTRAINT channel_dialect_check;
ALTER TABLE catalog.channel ADD CONSTRAINT channel_dialect_check
  CHECK (dialect IN ('openai-chat', 'openai-responses', 'anthropic'));

CREATE TABLE catalog.channel_dialect (
  channel_id text NOT NULL REFERENCES catalog.channel ON DELETE CASCADE,
  dialect    text NOT NULL CHECK (dialect IN ('openai-chat', 'openai-responses', 'anthropic')),
  base_url   text,
  PRIMARY KEY (channel_id, dialect)
);
COMMENT ON TABLE catalog.channel_dialect IS 'what a channel speaks besides its first dialect';
COMMENT ON COLUMN catalog.channel_dialect.base_url IS 'NULL: where the channel is called in its first dialect';
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON catalog.channel_dialect
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.announce();
GRANT SELECT ON catalog.channel_dialect TO aibridge_gateway, aibridge_billing;
GRANT SELECT, INSERT, UPDATE, DELETE ON catalog.channel_dialect TO aibridge_portal;

INSERT INTO catalog.channel (id, provider, dialect, base_url, credential) VALUES
  ('anthropic', 'Anthropic', 'anthropic', 'https://api.anthropic.com', 'ANTHROPIC');
INSERT INTO catalog.channel_dialect (channel_id, dialect, base_url) VALUES
  ('openai', 'openai-responses', NULL);

INSERT INTO catalog.model
  (position, id, provider, type, context_tokens, max_output_tokens, status, strengths, traits) VALUES
  (1, 'claude-3-5-sonnet-20241022', 'Anthropic', 'chat', 200000, 8192, 'recommended',
   'best for code, accurate reasoning', '{"images": true, "imageTokens": 1600}'),
  (2, 'claude-3-5-haiku-20241022', 'Anthropic', 'chat', 200000, 8192, 'available',
   'fast, low cost', '{"images": true, "imageTokens": 1600}'),
  (3, 'claude-3-opus-20240229', 'Anthropic', 'chat', 200000, 4096, 'available',
   'strongest general ability, complex reasoning', '{"images": true, "imageTokens": 1600}'),
  (4, 'claude-sonnet-4-6', 'Anthropic', 'chat', 1000000, 128000, 'available',
   'agents, long tasks', '{"images": true, "imageTokens": 1600}');

INSERT INTO catalog.model_alias (alias, model_id, position) VALUES
  ('claude-3-5-sonnet', 'claude-3-5-sonnet-20241022', 0),
  ('claude-3-5-haiku', 'claude-3-5-haiku-20241022', 0),
  ('claude-3-opus', 'claude-3-opus-20240229', 0),
  ('claude-*sonnet*', 'claude-sonnet-4-6', 20),
  ('claude-*haiku*', 'claude-3-5-haiku-20241022', 30),
  ('claude-*opus*', 'claude-3-opus-20240229', 40);

INSERT INTO catalog.channel_model (channel_id, model_id, upstream_model)
  SELECT 'anthropic', id, id FROM catalog.model WHERE provider = 'Anthropic';

-- input, cached input, cache write 5 min, 1 h, output in ppm.
SELECT catalog.publish_book('epoch', 'Claude joins', (
  SELECT jsonb_object_agg(model, jsonb_build_array(
    input, cached, write5m, write5m, write1h, input, output, output, output, 0, 0, 0, 0, 0))
  FROM (VALUES
    ('claude-3-5-sonnet-20241022', 1200000, 120000, 1500000, 2400000, 6000000),
    ('claude-3-5-haiku-20241022', 320000, 32000, 400000, 640000, 1600000),
    ('claude-3-opus-20240229', 6000000, 600000, 7500000, 12000000, 30000000),
    ('claude-sonnet-4-6', 1200000, 120000, 1500000, 2400000, 6000000)
  ) AS price (model, input, cached, write5m, write1h, output)));
