-- CreateTable
CREATE TABLE "kept_sms" (
    "id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_sms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "kept_sms_message_id_key" ON "kept_sms"("message_id");

-- CreateIndex
CREATE INDEX "kept_sms_created_at_idx" ON "kept_sms"("created_at");
