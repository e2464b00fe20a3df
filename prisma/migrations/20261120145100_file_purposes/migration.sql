-- AlterTable
ALTER TABLE "stored_files" ADD COLUMN     "name" TEXT,
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT 'photo';

-- CreateTable
CREATE TABLE "file_renditions" (
    "tenant_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,

    CONSTRAINT "file_renditions_pkey" PRIMARY KEY ("tenant_id","file_id","width")
);

-- AddForeignKey
ALTER TABLE "file_renditions" ADD CONSTRAINT "file_renditions_tenant_id_file_id_fkey" FOREIGN KEY ("tenant_id", "file_id") REFERENCES "stored_files"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

ALTER TABLE file_renditions ADD CONSTRAINT file_renditions_size CHECK (size > 0 AND width > 0);

-- What other rooms may know of a file.
CREATE OR REPLACE VIEW kept_files AS SELECT tenant_id, id AS file_id, media_type, size, purpose, name, sha256 FROM stored_files;

CREATE VIEW kept_renditions AS SELECT tenant_id, file_id, width, size, sha256 FROM file_renditions;

-- Everything that the storage has to hold, for backups and for clearing away what nothing refers to.
CREATE VIEW stored_bytes AS
  SELECT tenant_id, id::text AS key, size, sha256 FROM stored_files
  UNION ALL SELECT tenant_id, width || '-' || file_id, size, sha256 FROM file_renditions;

CREATE OR REPLACE VIEW people AS
  SELECT tenant_id, id AS person_id, account_id, coalesce(given_name, display_name) AS called, display_name, sort_name, native_name,
    locale, time_zone, created_at, photo_id
  FROM persons WHERE deleted_at IS NULL;
