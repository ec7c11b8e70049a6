-- What the last proof found, for whoever asks: the proof itself takes as long as there is much.
ALTER TABLE billing.proof ADD verdict jsonb, ADD judged_at timestamptz;
COMMENT ON COLUMN billing.proof.verdict IS 'as billing.prove answered: code, ok and detail of each invariant';
