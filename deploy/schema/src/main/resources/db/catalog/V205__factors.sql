-- Groups of tenants pay a factor times what models cost. A tenant is in one group or in none, which pays 1x.
ALTER TABLE accounts.tenant ADD price_group text NOT NULL DEFAULT ''
  CHECK (price_group = '' OR price_group ~ '^[a-z0-9-]{1,64}$');
COMMENT ON COLUMN accounts.tenant.price_group IS 'whose factor its prices have (catalog.factor); empty: none';

-- Factors are part of a book, immutable like its prices. A group that a book does not name pays 1x under it.
CREATE TABLE catalog.factor (
  book_seq    bigint NOT NULL REFERENCES catalog.price_book,
  price_group text NOT NULL CHECK (price_group ~ '^[a-z0-9-]{1,64}$'),
  ppm         bigint NOT NULL CHECK (ppm BETWEEN 0 AND 10000000),
  PRIMARY KEY (book_seq, price_group)
);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON catalog.factor
  FOR EACH STATEMENT EXECUTE FUNCTION catalog.refuse_change();
CREATE TRIGGER complete BEFORE INSERT ON catalog.factor
  FOR EACH ROW EXECUTE FUNCTION catalog.refuse_late_price();
GRANT SELECT ON catalog.factor TO aibridge_gateway, aibridge_billing, aibridge_portal;

-- The next book: prices and factors of the newest one, with some changed.
-- p_changes: {"model id": [14 multipliers in ppm]}; p_factors: {"group": factor in ppm}.
DROP FUNCTION catalog.publish_book(timestamptz, text, jsonb);
CREATE FUNCTION catalog.publish_book(p_valid_from timestamptz, p_note text, p_changes jsonb, p_factors jsonb DEFAULT '{}')
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  newest catalog.price_book;
  book   bigint;
BEGIN
  LOCK TABLE catalog.price_book IN EXCLUSIVE MODE;
  SELECT * INTO newest FROM catalog.price_book ORDER BY seq DESC LIMIT 1;
  IF NOT isfinite(p_valid_from) THEN
    RAISE EXCEPTION 'a book begins at a time, not at %', p_valid_from USING ERRCODE = 'invalid_parameter_value';
  ELSIF p_valid_from < newest.valid_from THEN
    RAISE EXCEPTION 'book % begins at %, later than %; the next one can begin then at the earliest',
      newest.seq, newest.valid_from, p_valid_from USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO catalog.price_book (valid_from, note) VALUES (p_valid_from, p_note) RETURNING seq INTO book;
  INSERT INTO catalog.price (book_seq, model_id, ppm)
    SELECT book, model_id, ppm FROM catalog.price
    WHERE book_seq = newest.seq AND NOT p_changes ? model_id;
  INSERT INTO catalog.price (book_seq, model_id, ppm)
    SELECT book, c.key, ARRAY(SELECT m::bigint FROM jsonb_array_elements_text(c.value) m)
    FROM jsonb_each(p_changes) c;
  INSERT INTO catalog.factor (book_seq, price_group, ppm)
    SELECT book, price_group, ppm FROM catalog.factor
    WHERE book_seq = newest.seq AND NOT p_factors ? price_group;
  INSERT INTO catalog.factor (book_seq, price_group, ppm)
    SELECT book, f.key, f.value::bigint FROM jsonb_each_text(p_factors) f;
  RETURN book;
END
$$;
REVOKE ALL ON FUNCTION catalog.publish_book(timestamptz, text, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalog.publish_book(timestamptz, text, jsonb, jsonb) TO aibridge_portal;
