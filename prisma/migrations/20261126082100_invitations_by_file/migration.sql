-- A line of a file stands in it once, whichever run of the worker writes it.
CREATE UNIQUE INDEX person_invitations_draft_key ON person_invitations (batch_id, unit_id, address) WHERE state = 'draft';
-- What people call units by in files.
CREATE VIEW unit_codes AS SELECT tenant_id, id AS unit_id, code FROM units WHERE code IS NOT NULL;
