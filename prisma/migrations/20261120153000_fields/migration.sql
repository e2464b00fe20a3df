-- CreateTable
CREATE TABLE "field_definitions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "fields_on" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "label" JSONB NOT NULL,
    "help" JSONB,
    "options" JSONB,
    "is_required" BOOLEAN NOT NULL,
    "is_sealed" BOOLEAN NOT NULL,
    "is_unique" BOOLEAN NOT NULL,
    "seen_by" TEXT NOT NULL,
    "edited_by" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "field_definitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "field_values" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "field_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "text_value" TEXT,
    "number_value" DOUBLE PRECISION,
    "date_value" DATE,
    "boolean_value" BOOLEAN,
    "list_value" TEXT[],
    "sealed_value" BYTEA,
    "unique_hash" BYTEA,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "field_values_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "field_definitions_tenant_id_id_key" ON "field_definitions"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "field_values_tenant_id_field_id_idx" ON "field_values"("tenant_id", "field_id");

-- CreateIndex
CREATE INDEX "field_values_field_id_number_value_idx" ON "field_values"("field_id", "number_value");

-- CreateIndex
CREATE INDEX "field_values_field_id_date_value_idx" ON "field_values"("field_id", "date_value");

-- CreateIndex
CREATE UNIQUE INDEX "field_values_tenant_id_person_id_field_id_key" ON "field_values"("tenant_id", "person_id", "field_id");

-- AddForeignKey
ALTER TABLE "field_definitions" ADD CONSTRAINT "field_definitions_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_tenant_id_field_id_fkey" FOREIGN KEY ("tenant_id", "field_id") REFERENCES "field_definitions"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
ALTER TABLE field_definitions
  ADD CONSTRAINT field_definitions_key CHECK (key ~ '^[a-z][a-z0-9_]{0,38}$'),
  ADD CONSTRAINT field_definitions_fields_on CHECK (fields_on IN ('person')),
  ADD CONSTRAINT field_definitions_type CHECK (type IN ('text', 'longText', 'number', 'date', 'boolean', 'choice', 'choices', 'email', 'phone', 'link')),
  ADD CONSTRAINT field_definitions_seen_by CHECK (seen_by IN ('staff', 'person', 'members')),
  ADD CONSTRAINT field_definitions_edited_by CHECK (edited_by IN ('staff', 'person')),
  ADD CONSTRAINT field_definitions_sealed_is_not_for_all CHECK (NOT is_sealed OR seen_by <> 'members'),
  ADD CONSTRAINT field_definitions_edited_is_seen CHECK (edited_by = 'staff' OR seen_by <> 'staff');
CREATE UNIQUE INDEX field_definitions_key_key ON field_definitions (tenant_id, fields_on, key);

-- One value in one column; and of a field that is unique, no value twice, whoever comes first.
ALTER TABLE field_values ADD CONSTRAINT field_values_one_value CHECK (
  num_nonnulls(text_value, number_value, date_value, boolean_value, sealed_value)
    + (coalesce(cardinality(list_value), 0) > 0)::int = 1);
CREATE UNIQUE INDEX field_values_unique_key ON field_values (field_id, unique_hash) WHERE unique_hash IS NOT NULL;
CREATE INDEX field_values_list_idx ON field_values USING gin (list_value);
