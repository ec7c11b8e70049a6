-- Makes receipts. The caller's transaction holds the wallet's lock, so that the same one is not made twice; the number
-- is the last thing that is locked.

-- p_kind: receipt for a payment; credit_note or reversal for a refund of it, when the payment has a receipt. The same
-- call again makes nothing. Answers whether one was made.
CREATE OR REPLACE FUNCTION billing.issue_receipt(
  p_id uuid, p_kind text, p_payment text, p_refund uuid, p_seller_name text, p_seller_address text,
  p_seller_tax_id text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  y        integer := extract(year FROM now() AT TIME ZONE 'UTC');
  n        integer;
  first    billing.receipt;
  refund   billing.refund;
  corrects uuid;
BEGIN
  IF EXISTS (SELECT FROM billing.receipt
             WHERE payment_id = p_payment AND refund_id IS NOT DISTINCT FROM p_refund AND kind = p_kind) THEN
    RETURN false;
  END IF;
  IF p_refund IS NOT NULL THEN
    SELECT * INTO first FROM billing.receipt WHERE payment_id = p_payment AND kind = 'receipt';
    SELECT id INTO corrects FROM billing.receipt WHERE payment_id = p_payment
      AND kind = CASE p_kind WHEN 'credit_note' THEN 'receipt' ELSE 'credit_note' END
      AND (p_kind = 'credit_note' OR refund_id = p_refund);
    IF corrects IS NULL THEN
      RETURN false;
    END IF;
    SELECT * INTO STRICT refund FROM billing.refund WHERE id = p_refund;
  END IF;
  INSERT INTO billing.receipt_year AS r (year, last) VALUES (y, 1)
    ON CONFLICT (year) DO UPDATE SET last = r.last + 1 RETURNING last INTO n;
  INSERT INTO billing.receipt (id, year, serial, kind, tenant_id, order_id, payment_id, refund_id, corrects, language,
      seller_name, seller_address, seller_tax_id, buyer_name, buyer_address, buyer_tax_id, buyer_email,
      product_name, quantity, tokens, bonus, amount_minor, currency)
    SELECT p_id, y, n, p_kind, o.tenant_id, o.id, p.id, p_refund, corrects,
      COALESCE(first.language, c.locale, m.language, 'en'),
      COALESCE(first.seller_name, p_seller_name), COALESCE(first.seller_address, p_seller_address),
      COALESCE(first.seller_tax_id, p_seller_tax_id),
      COALESCE(first.buyer_name, b.company, t.name), COALESCE(first.buyer_address, b.address, ''),
      COALESCE(first.buyer_tax_id, b.tax_id, ''), COALESCE(first.buyer_email, c.email, m.email, ''),
      o.product_name, o.quantity, COALESCE(refund.tokens, o.tokens), COALESCE(refund.bonus, o.bonus),
      COALESCE(refund.amount_minor, p.amount_minor), COALESCE(refund.currency, p.currency)
    FROM billing.payment p JOIN billing.customer_order o ON o.id = p.order_id
      JOIN accounts.tenant t ON t.id = o.tenant_id
      LEFT JOIN billing.billing_details b ON b.tenant_id = o.tenant_id
      LEFT JOIN billing.checkout c ON c.session_id = p.session_id
      LEFT JOIN accounts.person m ON m.subject = o.ordered_by
    WHERE p.id = p_payment;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no payment %', p_payment USING ERRCODE = 'no_data_found';
  END IF;
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION billing.issue_receipt(uuid, text, text, uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.issue_receipt(uuid, text, text, uuid, text, text, text) TO aibridge_billing;
