-- CreateTable
CREATE TABLE "match_ratings" (
    "tenant_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "is_right" BOOLEAN NOT NULL,
    "match_version" INTEGER NOT NULL,
    "rated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "match_ratings_pkey" PRIMARY KEY ("tenant_id","application_id","person_id")
);

-- CreateIndex
CREATE INDEX "match_ratings_tenant_id_person_id_idx" ON "match_ratings"("tenant_id", "person_id");

-- AddForeignKey
ALTER TABLE "match_ratings" ADD CONSTRAINT "match_ratings_tenant_id_application_id_fkey" FOREIGN KEY ("tenant_id", "application_id") REFERENCES "applications"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "match_ratings" ADD CONSTRAINT "match_ratings_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;
