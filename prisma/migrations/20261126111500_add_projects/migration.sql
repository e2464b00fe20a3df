-- CreateTable
CREATE TABLE "project_categories" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "projects" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "description" TEXT,
    "category_id" UUID,
    "sectors" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "keywords" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "organisation" TEXT,
    "funding_source" TEXT,
    "currency" TEXT,
    "budget_from" BIGINT,
    "budget_until" BIGINT,
    "estimate" BIGINT,
    "address_lines" TEXT,
    "city" TEXT,
    "region" TEXT,
    "postal_code" TEXT,
    "country" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "starts_on" DATE,
    "ends_on" DATE,
    "duration_days" INTEGER,
    "deadline" TIMESTAMPTZ(3),
    "time_zone" TEXT NOT NULL,
    "requirements" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "skills" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "experience_years" INTEGER NOT NULL DEFAULT 0,
    "contact_name" TEXT,
    "contact_email" TEXT,
    "contact_phone" TEXT,
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "visibility" TEXT NOT NULL DEFAULT 'public',
    "open_to" TEXT NOT NULL DEFAULT 'either',
    "max_applications" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "cancel_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_demands" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "jurisdiction" TEXT,
    "amount" BIGINT,
    "is_gate" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_demands_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "project_categories_tenant_id_parent_id_idx" ON "project_categories"("tenant_id", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_categories_tenant_id_id_key" ON "project_categories"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "projects_tenant_id_unit_id_idx" ON "projects"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "projects_tenant_id_category_id_idx" ON "projects"("tenant_id", "category_id");

-- CreateIndex
CREATE INDEX "projects_tenant_id_created_by_idx" ON "projects"("tenant_id", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "projects_tenant_id_id_key" ON "projects"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "projects_tenant_id_slug_key" ON "projects"("tenant_id", "slug");

-- CreateIndex
CREATE INDEX "project_demands_tenant_id_project_id_idx" ON "project_demands"("tenant_id", "project_id");

-- AddForeignKey
ALTER TABLE "project_categories" ADD CONSTRAINT "project_categories_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_categories" ADD CONSTRAINT "project_categories_tenant_id_parent_id_fkey" FOREIGN KEY ("tenant_id", "parent_id") REFERENCES "project_categories"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_tenant_id_category_id_fkey" FOREIGN KEY ("tenant_id", "category_id") REFERENCES "project_categories"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_tenant_id_created_by_fkey" FOREIGN KEY ("tenant_id", "created_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "project_demands" ADD CONSTRAINT "project_demands_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "projects"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
-- Words stand apart by spaces alone, folded as people look for them, so that "C-10" is found by either part.
CREATE FUNCTION project_words(title text, description text, keywords text[], organisation text) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN setweight(to_tsvector('simple', array_to_string(public.folded_words(coalesce($1, '')), ' ')), 'A')
    || setweight(to_tsvector('simple', array_to_string(public.folded_words(coalesce($2, '')), ' ')), 'B')
    || setweight(to_tsvector('simple', array_to_string(public.folded_words(array_to_string($3, ' ')), ' ')), 'C')
    || setweight(to_tsvector('simple', array_to_string(public.folded_words(coalesce($4, '')), ' ')), 'D');
END
$$;
ALTER TABLE projects
  ADD COLUMN search tsvector GENERATED ALWAYS AS (project_words(title, description, keywords, organisation)) STORED,
  ADD CONSTRAINT projects_status CHECK (status IN ('draft', 'published', 'closed', 'reviewing', 'awarded', 'cancelled')),
  ADD CONSTRAINT projects_priority CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  ADD CONSTRAINT projects_visibility CHECK (visibility IN ('public', 'members', 'unit')),
  ADD CONSTRAINT projects_open_to CHECK (open_to IN ('person', 'company', 'either')),
  ADD CONSTRAINT projects_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT projects_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT projects_amounts CHECK (
    (currency IS NOT NULL OR (budget_from IS NULL AND budget_until IS NULL AND estimate IS NULL))
    AND budget_from >= 0 AND budget_until >= budget_from AND estimate >= 0),
  ADD CONSTRAINT projects_position CHECK ((latitude IS NULL) = (longitude IS NULL)
    AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180),
  ADD CONSTRAINT projects_end_after_start CHECK (ends_on >= starts_on),
  ADD CONSTRAINT projects_experience CHECK (experience_years BETWEEN 0 AND 80),
  ADD CONSTRAINT projects_most_applications CHECK (max_applications > 0),
  -- What anybody can find says until when, and since when.
  ADD CONSTRAINT projects_published CHECK (status = 'draft' OR (published_at IS NOT NULL AND deadline IS NOT NULL AND description IS NOT NULL)),
  ADD CONSTRAINT projects_ended CHECK ((ended_at IS NOT NULL) = (status IN ('awarded', 'cancelled')));
CREATE INDEX projects_search_idx ON projects USING gin (search) WHERE status <> 'draft';
CREATE INDEX projects_skills_idx ON projects USING gin (fold_all(skills)) WHERE status <> 'draft';
CREATE INDEX projects_newest_idx ON projects (tenant_id, published_at DESC, id DESC) WHERE status <> 'draft';
CREATE INDEX projects_deadline_idx ON projects (tenant_id, deadline, id) WHERE status <> 'draft';
-- What the clock closes, over all associations.
CREATE INDEX projects_due_idx ON projects (deadline) WHERE status = 'published';
CREATE UNIQUE INDEX project_demands_key ON project_demands (project_id, kind, lower(title), coalesce(lower(jurisdiction), ''));
ALTER TABLE project_demands
  ADD CONSTRAINT project_demands_kind CHECK (kind IN ('licence', 'bond', 'insurance', 'certification')),
  ADD CONSTRAINT project_demands_amount CHECK (amount >= 0 AND (amount IS NULL OR kind IN ('bond', 'insurance')));
-- Two steps and no more: what stands below another holds none itself (commands look, since a check cannot).
ALTER TABLE project_categories ADD CONSTRAINT project_categories_below CHECK (parent_id <> id);
