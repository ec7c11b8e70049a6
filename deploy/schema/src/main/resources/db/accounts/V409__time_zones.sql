-- Where a tenant's days begin: its spend caps go by them. A name that PostgreSQL does not know is an error here.
ALTER TABLE accounts.tenant ADD time_zone text NOT NULL DEFAULT 'UTC'
  CHECK (length(time_zone) BETWEEN 1 AND 64 AND timezone(time_zone, timestamp '2000-01-01') IS NOT NULL);
