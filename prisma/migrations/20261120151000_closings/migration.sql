-- CreateTable
CREATE TABLE "closings" (
    "id" UUID NOT NULL,
    "tenant_id" UUID,
    "person_id" UUID,
    "account_id" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "closings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "closings_tenant_id_person_id_idx" ON "closings"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "closings_account_id_idx" ON "closings"("account_id");

-- AddForeignKey
ALTER TABLE "closings" ADD CONSTRAINT "closings_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "closings" ADD CONSTRAINT "closings_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE closings
  ADD CONSTRAINT closings_end_once CHECK (undone_at IS NULL OR erased_at IS NULL),
  ADD CONSTRAINT closings_person_of_tenant CHECK ((person_id IS NULL) = (tenant_id IS NULL));
CREATE UNIQUE INDEX closings_open_account_key ON closings (account_id) WHERE undone_at IS NULL AND erased_at IS NULL;
CREATE UNIQUE INDEX closings_open_person_key ON closings (person_id) WHERE undone_at IS NULL AND erased_at IS NULL;

-- Whoever signs in stays, by whatever way they sign in.
CREATE FUNCTION sessions_undo_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE closings SET undone_at = NEW.created_at
  WHERE account_id = NEW.account_id AND undone_at IS NULL AND erased_at IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER sessions_begin_undoes_closing AFTER INSERT ON sessions
  FOR EACH ROW EXECUTE FUNCTION sessions_undo_closing();

-- Who is about to leave, and when. Rooms that show people say so.
CREATE VIEW departures AS
  SELECT p.tenant_id, p.person_id, c.due_at FROM closings c
  JOIN people p ON p.person_id = c.person_id OR p.account_id = c.account_id
  WHERE c.undone_at IS NULL AND c.erased_at IS NULL;

CREATE OR REPLACE VIEW account_addresses AS SELECT id AS account_id, email, phone FROM accounts;
