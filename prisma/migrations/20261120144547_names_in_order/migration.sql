-- What the Prisma schema cannot say: names sort as the reader's language does.
CREATE INDEX "persons_name_en_idx" ON "persons"("tenant_id", "sort_name" COLLATE names_en, "id");
CREATE INDEX "persons_name_uk_idx" ON "persons"("tenant_id", "sort_name" COLLATE names_uk, "id");
