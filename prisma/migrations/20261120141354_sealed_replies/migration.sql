-- AlterTable
ALTER TABLE "idempotency_records" ADD COLUMN     "sealed_reply" BYTEA;
