-- PostGraphile's own way to say who sees what: row level security for the role that it signs in as.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'staff') THEN CREATE ROLE staff LOGIN; END IF;
END $$;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO staff;
ALTER TABLE requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY published_and_open ON requests TO staff USING (published_at IS NOT NULL AND restriction IS NULL);
-- It offers to sort by what an index begins with, and by what is marked so.
COMMENT ON COLUMN deliveries.sent_at IS '@behavior +attribute:orderBy';
