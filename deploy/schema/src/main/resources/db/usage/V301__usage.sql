-- What was used: gateways append to the intake, billing books it. Owned by billing.
CREATE SCHEMA usage;

-- Events as the journals hold them (dev.aibridge.common.usage.UsageEventCodec), until they are booked.
CREATE TABLE usage.intake (
  id          uuid PRIMARY KEY,
  holder_id   uuid NOT NULL,
  seq         bigint NOT NULL CHECK (seq > 0),
  body        bytea NOT NULL CHECK (octet_length(body) <= 1024),
  received_at timestamptz NOT NULL DEFAULT now()
);

-- Booked events: the sub-ledger. counts by bucket position as in catalog.price.ppm.
CREATE TABLE usage.event (
  day           date NOT NULL,
  id            uuid NOT NULL,
  tx_id         bigint,
  holder_id     uuid NOT NULL,
  seq           bigint NOT NULL,
  tenant_id     uuid NOT NULL,
  key_id        uuid NOT NULL,
  wallet_id     uuid NOT NULL,
  endpoint      text NOT NULL,
  model_id      text NOT NULL,
  channel_id    text NOT NULL,
  book_seq      bigint NOT NULL,
  outcome       text NOT NULL,
  source        text NOT NULL,
  counts        bigint[] NOT NULL,
  charge        bigint NOT NULL CHECK (charge >= 0),
  paid          bigint NOT NULL CHECK (paid >= 0),
  goodwill      bigint NOT NULL CHECK (goodwill >= 0),
  overrun       bigint NOT NULL CHECK (overrun >= 0),
  balance_after bigint NOT NULL CHECK (balance_after >= 0),
  status        integer NOT NULL,
  streamed      boolean NOT NULL,
  attempts      integer NOT NULL,
  admitted_at   timestamptz NOT NULL,
  first_byte_ms integer NOT NULL,
  duration_ms   integer NOT NULL,
  booked_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (day, id),
  CHECK (charge = paid + goodwill + overrun)
) PARTITION BY RANGE (day);
COMMENT ON COLUMN usage.event.day IS 'the UTC day in the id (UUIDv7), so that an id alone finds its partition';
COMMENT ON COLUMN usage.event.charge IS 'micro-tokens, rated by billing; paid by the wallet, by goodwill, or lost';
CREATE INDEX ON usage.event (wallet_id, id);
CREATE INDEX ON usage.event (tx_id);
CREATE TABLE usage.event_late PARTITION OF usage.event DEFAULT;

-- Events that can't be booked, alone, until an admin resolves them; their lease stays open. Two events under one id
-- are kept both: the digest tells them apart.
CREATE TABLE usage.quarantine (
  id             uuid NOT NULL,
  digest         bytea NOT NULL GENERATED ALWAYS AS (sha256(body)) STORED,
  holder_id      uuid NOT NULL,
  seq            bigint NOT NULL,
  wallet_id      uuid,
  body           bytea NOT NULL,
  reason         text NOT NULL,
  quarantined_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, digest)
);
CREATE INDEX ON usage.quarantine (holder_id);
COMMENT ON COLUMN usage.quarantine.wallet_id IS 'NULL when the bytes do not tell; it then holds every lease of its holder';

-- Sums of 15 minutes, written in the transaction that books the events.
CREATE TABLE usage.rollup (
  tenant_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  key_id    uuid NOT NULL,
  model_id  text NOT NULL,
  endpoint  text NOT NULL,
  outcome   text NOT NULL,
  requests  bigint NOT NULL,
  counts    bigint[] NOT NULL,
  charge    bigint NOT NULL,
  paid      bigint NOT NULL,
  PRIMARY KEY (tenant_id, starts_at, key_id, model_id, endpoint, outcome)
) WITH (fillfactor = 70);

-- Bucket by bucket; both arrays have one count per bucket (catalog.price.ppm). Written out so that it is inlined:
-- settlement adds a rollup per wallet and batch.
CREATE FUNCTION usage.add_counts(a bigint[], b bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[
  a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5], a[6] + b[6], a[7] + b[7],
  a[8] + b[8], a[9] + b[9], a[10] + b[10], a[11] + b[11], a[12] + b[12], a[13] + b[13], a[14] + b[14]];

-- One partition per UTC day, from today on. Runs as its owner, because only an owner may add partitions. A day whose
-- events came first (a clock far ahead) stays in the default partition.
CREATE FUNCTION usage.make_partitions(p_days integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  d date;
BEGIN
  PERFORM pg_advisory_xact_lock(4242002);
  FOR d IN SELECT (now() AT TIME ZONE 'UTC')::date + i FROM generate_series(0, p_days) i LOOP
    IF to_regclass(format('usage.event_%s', to_char(d, 'YYYYMMDD'))) IS NULL
        AND NOT EXISTS (SELECT FROM usage.event_late WHERE day = d) THEN
      EXECUTE format('CREATE TABLE usage.event_%s PARTITION OF usage.event FOR VALUES FROM (%L) TO (%L)',
                     to_char(d, 'YYYYMMDD'), d, d + 1);
    END IF;
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION usage.make_partitions(integer) FROM PUBLIC;
SELECT usage.make_partitions(7);

GRANT USAGE ON SCHEMA usage TO aibridge_gateway, aibridge_billing;
GRANT INSERT ON usage.intake TO aibridge_gateway;
GRANT SELECT, INSERT, DELETE, UPDATE ON usage.intake TO aibridge_billing;
GRANT SELECT, INSERT ON usage.event TO aibridge_billing;
GRANT SELECT, INSERT, UPDATE, DELETE ON usage.quarantine, usage.rollup TO aibridge_billing;
GRANT EXECUTE ON FUNCTION usage.make_partitions(integer) TO aibridge_billing;
