-- What can be called, where, and for how much. Owned by the portal.
CREATE SCHEMA catalog;

CREATE TABLE catalog.model (
  id                text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 128),
  provider          text NOT NULL,
  type              text NOT NULL CHECK (type IN ('chat', 'embeddings')),
  context_tokens    integer NOT NULL CHECK (context_tokens > 0),
  max_output_tokens integer NOT NULL CHECK (max_output_tokens >= 0),
  status            text NOT NULL CHECK (status IN ('recommended', 'available', 'backup', 'hidden')),
  strengths         text NOT NULL,
  traits            jsonb NOT NULL DEFAULT '{}',
  position          integer NOT NULL,
  added_at          timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN catalog.model.traits IS
  'images: takes images; imageTokens: the most one image counts; toolsNeedResponses: no tools on chat completions';

CREATE TABLE catalog.model_alias (
  alias    text PRIMARY KEY CHECK (length(alias) BETWEEN 1 AND 128),
  model_id text NOT NULL REFERENCES catalog.model,
  position integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE catalog.model_alias IS 'an alias with * is a pattern; patterns are tried after exact names, by position';

CREATE TABLE catalog.channel (
  id         text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,64}$'),
  provider   text NOT NULL,
  dialect    text NOT NULL CHECK (dialect IN ('openai-chat')),
  base_url   text NOT NULL,
  credential text NOT NULL CHECK (credential ~ '^[A-Z][A-Z0-9_]{0,31}$'),
  quirks     jsonb NOT NULL DEFAULT '{}',
  enabled    boolean NOT NULL DEFAULT true
);
COMMENT ON COLUMN catalog.channel.credential IS
  'prefix of the environment variables <prefix>_API_KEY and <prefix>_BASE_URL (which overrides base_url)';
COMMENT ON COLUMN catalog.channel.quirks IS
  'maxTokensField; store, serviceTier, endUser: whether the vendor knows these fields';

CREATE TABLE catalog.channel_model (
  channel_id     text NOT NULL REFERENCES catalog.channel,
  model_id       text NOT NULL REFERENCES catalog.model,
  upstream_model text NOT NULL,
  PRIMARY KEY (channel_id, model_id)
);

-- All prices of one time. Immutable: a change is a new book.
CREATE TABLE catalog.price_book (
  seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  valid_from   timestamptz NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  note         text NOT NULL
);

CREATE TABLE catalog.price (
  book_seq bigint NOT NULL REFERENCES catalog.price_book,
  model_id text NOT NULL REFERENCES catalog.model,
  ppm      bigint[] NOT NULL CHECK (
    array_length(ppm, 1) = 14 AND array_position(ppm, NULL) IS NULL
    AND 0 <= ALL (ppm) AND 1000000000 >= ALL (ppm[1:9]) AND 10000000000000 >= ALL (ppm[10:14])),
  PRIMARY KEY (book_seq, model_id)
);
COMMENT ON COLUMN catalog.price.ppm IS
  'micro-tokens per counted token or unit: input, cache read, cache write 5 min, 30 min, 1 h, audio in, output, reasoning, audio out, web search, web fetch, code run, image, request';

CREATE FUNCTION catalog.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is immutable; publish a new book', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON catalog.price_book
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON catalog.price
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.refuse_change();

-- Prices join their book in the transaction that makes it, never later.
CREATE FUNCTION catalog.refuse_late_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT published_at FROM catalog.price_book WHERE seq = NEW.book_seq) <> now() THEN
    RAISE EXCEPTION 'book % is published', NEW.book_seq USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER complete BEFORE INSERT ON catalog.price
  FOR EACH ROW EXECUTE FUNCTION catalog.refuse_late_price();

-- The next book: all prices of the newest one, with the given models' changed.
-- p_changes: {"model id": [14 multipliers in ppm]}. Answers the new book's number.
CREATE FUNCTION catalog.publish_book(p_valid_from timestamptz, p_note text, p_changes jsonb)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  previous bigint;
  book     bigint;
BEGIN
  LOCK TABLE catalog.price_book IN EXCLUSIVE MODE;
  SELECT max(seq) INTO previous FROM catalog.price_book;
  INSERT INTO catalog.price_book (valid_from, note) VALUES (p_valid_from, p_note) RETURNING seq INTO book;
  INSERT INTO catalog.price (book_seq, model_id, ppm)
    SELECT book, model_id, ppm FROM catalog.price
    WHERE book_seq = previous AND NOT p_changes ? model_id;
  INSERT INTO catalog.price (book_seq, model_id, ppm)
    SELECT book, c.key, ARRAY(SELECT m::bigint FROM jsonb_array_elements_text(c.value) m)
    FROM jsonb_each(p_changes) c;
  RETURN book;
END
$$;

CREATE FUNCTION catalog.announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('aibridge', 'catalog:');
  RETURN NULL;
END
$$;
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON catalog.model
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.announce();
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON catalog.model_alias
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.announce();
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON catalog.channel
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.announce();
CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON catalog.channel_model
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.announce();
CREATE TRIGGER announce AFTER INSERT ON catalog.price_book
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.announce();

GRANT USAGE ON SCHEMA catalog TO aibridge_gateway, aibridge_billing;
GRANT SELECT ON ALL TABLES IN SCHEMA catalog TO aibridge_gateway, aibridge_billing;
