-- What moves tokens between an agent's wallet and its customer's.

-- What a wallet has not spent of an agent's tokens, lot by lot. What leases hold counts as spent, oldest first.
CREATE OR REPLACE FUNCTION billing.left_of_agent(p_wallet uuid, p_agent uuid)
RETURNS TABLE (lot_id uuid, tx_id bigint, rest bigint) LANGUAGE sql STABLE AS $$
  SELECT l.id, l.tx_id, l.granted - l.taken - g.gone
  FROM billing.wallet w
    CROSS JOIN LATERAL billing.gone_of_lots(w.id, w.posted - w.leased - w.frozen) g
    JOIN billing.lot l ON l.id = g.lot_id
    JOIN billing.handover h ON h.tx_id = l.tx_id AND h.agent_id = p_agent
  WHERE w.id = p_wallet
$$;

-- Takes tokens out of the lots that the agent gave: the newest first, because the oldest is spent next.
CREATE OR REPLACE FUNCTION billing.shrink_lots(p_wallet uuid, p_agent uuid, p_tokens bigint) RETURNS void
LANGUAGE sql AS $$
  UPDATE billing.lot l SET taken = l.taken + p.part
  FROM (SELECT lot_id, greatest(0, least(rest, p_tokens - (sum(rest) OVER (ORDER BY tx_id DESC) - rest)))::bigint AS part
        FROM billing.left_of_agent(p_wallet, p_agent)) p
  WHERE l.id = p.lot_id AND p.part > 0
$$;

-- Moves tokens from the agent to its customer, or back when they are negative. Answers moved, or why nothing was done:
-- known | request_key_reused | not_a_customer | agent_suspended | insufficient.
CREATE OR REPLACE FUNCTION billing.hand_over(
  p_agent uuid, p_customer uuid, p_tokens bigint, p_reason text, p_by uuid, p_key text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  agent    billing.wallet;
  customer billing.wallet;
  known    billing.handover;
  wallet   uuid;
  tx       bigint;
BEGIN
  PERFORM FROM billing.wallet WHERE tenant_id IN (p_agent, p_customer) ORDER BY id FOR UPDATE;
  SELECT * INTO STRICT agent FROM billing.wallet WHERE tenant_id = p_agent;
  SELECT * INTO STRICT customer FROM billing.wallet WHERE tenant_id = p_customer;
  SELECT * INTO known FROM billing.handover WHERE agent_id = p_agent AND request_key = p_key;
  IF FOUND THEN
    RETURN CASE WHEN (known.customer_id, known.tokens, known.reason) IS DISTINCT FROM (p_customer, p_tokens, p_reason)
      THEN 'request_key_reused' ELSE 'known' END;
  END IF;
  IF NOT EXISTS (SELECT FROM accounts.tenant c JOIN accounts.tenant a ON a.id = c.agent_id AND a.agent
                 WHERE c.id = p_customer AND a.id = p_agent AND c.status <> 'closed') THEN
    RETURN 'not_a_customer';
  ELSIF agent.status <> 'active' OR (SELECT status <> 'active' FROM accounts.tenant WHERE id = p_agent) THEN
    RETURN 'agent_suspended';
  ELSIF p_tokens > agent.posted - agent.leased - agent.frozen
      OR -p_tokens > (SELECT COALESCE(sum(rest), 0) FROM billing.left_of_agent(customer.id, p_agent)) THEN
    RETURN 'insufficient';
  END IF;
  tx := billing.post(CASE WHEN p_tokens > 0 THEN 'handover' ELSE 'take_back' END,
    COALESCE(p_reason, ''), 'agent:' || p_by, 'handover:' || p_agent || ':' || p_key,
    ARRAY['wallet:' || agent.id, 'agent:' || p_agent, 'agent:' || p_customer, 'wallet:' || customer.id],
    ARRAY[-p_tokens, -p_tokens, p_tokens, p_tokens], 'token');
  INSERT INTO billing.handover (tx_id, agent_id, customer_id, tokens, reason, request_key, made_by)
    VALUES (tx, p_agent, p_customer, p_tokens, p_reason, p_key, p_by);
  IF p_tokens > 0 THEN
    INSERT INTO billing.lot (id, wallet_id, source, tx_id, granted, bonus)
      VALUES (gen_random_uuid(), customer.id, 'handover', tx, p_tokens, 0);
  ELSE
    PERFORM billing.shrink_lots(customer.id, p_agent, -p_tokens);
  END IF;
  UPDATE billing.wallet w SET posted = w.posted + m.tokens
    FROM (VALUES (agent.id, -p_tokens), (customer.id, p_tokens)) m (id, tokens) WHERE w.id = m.id;
  FOREACH wallet IN ARRAY ARRAY[agent.id, customer.id] LOOP
    PERFORM billing.repay_debt(wallet);
    PERFORM billing.attribute_spending(wallet);
    PERFORM pg_notify('aibridge', 'wallet:' || wallet);
  END LOOP;
  RETURN 'moved';
END
$$;

REVOKE ALL ON FUNCTION billing.left_of_agent(uuid, uuid), billing.shrink_lots(uuid, uuid, bigint),
  billing.hand_over(uuid, uuid, bigint, text, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing.left_of_agent(uuid, uuid), billing.shrink_lots(uuid, uuid, bigint),
  billing.hand_over(uuid, uuid, bigint, text, uuid, text) TO aibridge_billing;
