-- AlterTable
ALTER TABLE "units" ADD COLUMN     "boundary" polygon,
ADD COLUMN     "centre" point;

-- CreateIndex
CREATE INDEX "units_boundary_idx" ON "units" USING GIST ("boundary");

-- What the Prisma schema cannot say.
ALTER TABLE units
  ADD CONSTRAINT units_boundary_size CHECK (npoints(boundary) BETWEEN 3 AND 2000),
  ADD CONSTRAINT units_centre_on_earth CHECK (centre[0] BETWEEN -180 AND 180 AND centre[1] BETWEEN -90 AND 90);

-- Views that rooms publish to others.
CREATE VIEW person_positions AS
  SELECT tenant_id, id AS person_id, latitude, longitude FROM persons
  WHERE deleted_at IS NULL AND latitude IS NOT NULL AND longitude IS NOT NULL;
