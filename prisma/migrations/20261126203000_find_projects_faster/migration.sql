-- What is open, newest first: read from the top until the page is full, whatever else there has been.
CREATE INDEX projects_open_idx ON projects (tenant_id, published_at DESC, id DESC) WHERE status = 'published';
-- Words and skills in one: who asks for both reads the rows that have both. Either alone is answered by it as well.
CREATE INDEX projects_words_idx ON projects USING gin (search, skill_keys) WHERE status <> 'draft';
DROP INDEX projects_search_idx;
DROP INDEX projects_skills_idx;
