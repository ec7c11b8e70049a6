-- Books follow each other in time: each is made from the newest one and begins no earlier, so that a book never
-- brings a later book's prices forward, and the newest one whose time has come is always the one in force.
CREATE OR REPLACE FUNCTION catalog.publish_book(p_valid_from timestamptz, p_note text, p_changes jsonb)
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
  RETURN book;
END
$$;

-- Only so: a price that is inserted past the function would be in no order.
REVOKE ALL ON FUNCTION catalog.publish_book(timestamptz, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalog.publish_book(timestamptz, text, jsonb) TO aibridge_portal;
REVOKE INSERT ON catalog.price_book, catalog.price FROM aibridge_portal;
