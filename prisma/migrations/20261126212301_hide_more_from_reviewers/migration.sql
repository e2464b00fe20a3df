-- What the Prisma schema cannot say.

-- What is offered and what it costs can be weighed apart.
ALTER TABLE reviews DROP CONSTRAINT reviews_hidden,
  ADD CONSTRAINT reviews_hidden CHECK (hidden <@ ARRAY['names', 'team', 'references', 'portfolio', 'attachments', 'papers', 'match',
    'amount', 'proposal', 'experience', 'timeline']);
