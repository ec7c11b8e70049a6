-- The catalogue the product starts with: all models that an OpenAI-dialect channel serves.
-- 1.0x (1,000,000 ppm) is a mid-price model's input, 2.50 USD per million tokens; every other multiplier
-- is the vendor's own list price over that. An admin can change all of it by publishing the next book.
INSERT INTO catalog.model
  (position, id, provider, type, context_tokens, max_output_tokens, status, strengths, traits) VALUES
  (10, 'gpt-4o', 'OpenAI', 'chat', 128000, 16384, 'backup', 'multimodal, strong general purpose', '{"images": true, "imageTokens": 1445}'),
  (20, 'gpt-4o-mini', 'OpenAI', 'chat', 128000, 16384, 'backup', 'high value, fast', '{"images": true, "imageTokens": 48169}'),
  (30, 'gpt-5.4', 'OpenAI', 'chat', 1050000, 128000, 'available', 'agents, code', '{"images": true, "imageTokens": 1536, "toolsNeedResponses": true}'),
  (40, 'text-embedding-3-small', 'OpenAI', 'embeddings', 8192, 0, 'available', 'search', '{}'),
  (50, 'text-embedding-3-large', 'OpenAI', 'embeddings', 8192, 0, 'available', 'search', '{}'),
  (60, 'deepseek-chat', 'DeepSeek', 'chat', 65536, 8192, 'available', 'general conversation, coding', '{}'),
  (70, 'deepseek-reasoner', 'DeepSeek', 'chat', 65536, 65536, 'available', 'complex reasoning, mathematics, logic', '{}'),
  (80, 'qwen-max', 'Qwen', 'chat', 32768, 8192, 'available', 'multilingual tasks', '{}'),
  (90, 'qwen-plus', 'Qwen', 'chat', 131072, 32768, 'available', 'cost-effective general use', '{}'),
  (100, 'moonshot-v1-128k', 'Moonshot', 'chat', 131072, 32768, 'available', 'long text', '{}'),
  (110, 'kimi-k2.5', 'Moonshot', 'chat', 131072, 32768, 'available', 'agents, code', '{"images": true, "imageTokens": 4096}');

INSERT INTO catalog.model_alias (alias, model_id, position) VALUES ('gpt-5*', 'gpt-5.4', 10);

INSERT INTO catalog.channel (id, provider, dialect, base_url, credential, quirks) VALUES
  ('openai', 'OpenAI', 'openai-chat', 'https://api.openai.com/v1', 'OPENAI',
   '{"maxTokensField": "max_completion_tokens", "store": true, "serviceTier": true, "endUser": true}'),
  ('deepseek', 'DeepSeek', 'openai-chat', 'https://api.deepseek.com/v1', 'DEEPSEEK', '{"maxTokensField": "max_tokens"}'),
  ('qwen', 'Qwen', 'openai-chat', 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1', 'QWEN', '{"maxTokensField": "max_tokens"}'),
  ('moonshot', 'Moonshot', 'openai-chat', 'https://api.moonshot.ai/v1', 'MOONSHOT',
   '{"maxTokensField": "max_tokens"}');

INSERT INTO catalog.channel_model (channel_id, model_id, upstream_model)
  SELECT lower(provider), id, id FROM catalog.model;

-- input, cached input, output in ppm; what a vendor prices like its input or output follows that.
SELECT catalog.publish_book('epoch', 'the first book', (
  SELECT jsonb_object_agg(model, jsonb_build_array(
    input, cached, input, input, input, input, output, output, output, 0, 0, 0, 0, 0))
  FROM (VALUES
    ('gpt-4o', 1000000, 500000, 4000000),
    ('gpt-4o-mini', 60000, 30000, 240000),
    ('gpt-5.4', 1000000, 100000, 6000000),
    ('text-embedding-3-small', 8000, 8000, 0),
    ('text-embedding-3-large', 52000, 52000, 0),
    ('deepseek-chat', 108000, 28000, 440000),
    ('deepseek-reasoner', 220000, 56000, 876000),
    ('qwen-max', 640000, 128000, 2560000),
    ('qwen-plus', 160000, 32000, 480000),
    ('moonshot-v1-128k', 800000, 800000, 2000000),
    ('kimi-k2.5', 240000, 40000, 1200000)
  ) AS price (model, input, cached, output)));
