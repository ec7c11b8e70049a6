-- Deliveries that ended are removed after a while, and the alerts that they told of: see dev.aibridge.billing.retention.
CREATE INDEX ON billing.delivery (ended_at) WHERE state <> 'due';
CREATE INDEX ON billing.alert (raised_at);
GRANT DELETE ON billing.delivery, billing.alert TO aibridge_billing;
