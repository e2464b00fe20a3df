-- Folded once, where they are written: a rank of all projects compares them for each.
ALTER TABLE projects ADD COLUMN skill_keys text[] GENERATED ALWAYS AS (fold_all(skills)) STORED;
ALTER TABLE project_demands
  ADD COLUMN title_key text GENERATED ALWAYS AS (fold_text(title)) STORED,
  ADD COLUMN place_key text GENERATED ALWAYS AS (fold_text(jurisdiction)) STORED;
DROP INDEX projects_skills_idx;
CREATE INDEX projects_skills_idx ON projects USING gin (skill_keys) WHERE status <> 'draft';
