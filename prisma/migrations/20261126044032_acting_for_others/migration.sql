-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "acted_from" UUID;

-- CreateIndex
CREATE INDEX "sessions_acted_from_idx" ON "sessions"("acted_from");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_acted_from_fkey" FOREIGN KEY ("acted_from") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
