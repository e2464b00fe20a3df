-- CreateTable
CREATE TABLE "courses" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "visibility" TEXT NOT NULL DEFAULT 'public',
    "time_zone" TEXT NOT NULL,
    "is_featured" BOOLEAN NOT NULL DEFAULT false,
    "access_days" INTEGER,
    "capacity" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "courses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_authors" (
    "tenant_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "bio" TEXT,
    "is_shown" BOOLEAN NOT NULL DEFAULT true,
    "may_write" BOOLEAN NOT NULL DEFAULT true,
    "place" INTEGER NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "course_authors_pkey" PRIMARY KEY ("course_id","person_id")
);

-- CreateTable
CREATE TABLE "course_versions" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "description" TEXT,
    "level" TEXT NOT NULL DEFAULT 'beginner',
    "language" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "objectives" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "prerequisites" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "audience" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "changes" TEXT,
    "minutes" INTEGER NOT NULL DEFAULT 0,
    "modules" INTEGER NOT NULL DEFAULT 0,
    "lessons" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID,
    "published_at" TIMESTAMPTZ(3),
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "course_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_modules" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "objectives" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_preview" BOOLEAN NOT NULL DEFAULT false,
    "released_at" TIMESTAMPTZ(3),
    "release_after_days" INTEGER,

    CONSTRAINT "course_modules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lessons" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "module_id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "body" TEXT,
    "content" JSONB NOT NULL,
    "links" JSONB NOT NULL,
    "minutes" INTEGER NOT NULL DEFAULT 0,
    "is_preview" BOOLEAN NOT NULL DEFAULT false,
    "released_at" TIMESTAMPTZ(3),
    "release_after_days" INTEGER,
    "completion" JSONB NOT NULL,

    CONSTRAINT "lessons_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "courses_tenant_id_unit_id_idx" ON "courses"("tenant_id", "unit_id");

-- CreateIndex
CREATE INDEX "courses_tenant_id_created_by_idx" ON "courses"("tenant_id", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "courses_tenant_id_id_key" ON "courses"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "courses_tenant_id_slug_key" ON "courses"("tenant_id", "slug");

-- CreateIndex
CREATE INDEX "course_authors_tenant_id_course_id_idx" ON "course_authors"("tenant_id", "course_id");

-- CreateIndex
CREATE INDEX "course_authors_tenant_id_person_id_idx" ON "course_authors"("tenant_id", "person_id");

-- CreateIndex
CREATE INDEX "course_versions_tenant_id_published_by_idx" ON "course_versions"("tenant_id", "published_by");

-- CreateIndex
CREATE UNIQUE INDEX "course_versions_tenant_id_id_key" ON "course_versions"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "course_versions_tenant_id_course_id_number_key" ON "course_versions"("tenant_id", "course_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "course_modules_tenant_id_version_id_id_key" ON "course_modules"("tenant_id", "version_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "course_modules_tenant_id_version_id_key_key" ON "course_modules"("tenant_id", "version_id", "key");

-- CreateIndex
CREATE INDEX "lessons_tenant_id_version_id_module_id_idx" ON "lessons"("tenant_id", "version_id", "module_id");

-- CreateIndex
CREATE UNIQUE INDEX "lessons_tenant_id_id_key" ON "lessons"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "lessons_tenant_id_version_id_key_key" ON "lessons"("tenant_id", "version_id", "key");

-- AddForeignKey
ALTER TABLE "courses" ADD CONSTRAINT "courses_tenant_id_unit_id_fkey" FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "units"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "courses" ADD CONSTRAINT "courses_tenant_id_created_by_fkey" FOREIGN KEY ("tenant_id", "created_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "course_authors" ADD CONSTRAINT "course_authors_tenant_id_course_id_fkey" FOREIGN KEY ("tenant_id", "course_id") REFERENCES "courses"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "course_authors" ADD CONSTRAINT "course_authors_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "course_versions" ADD CONSTRAINT "course_versions_tenant_id_course_id_fkey" FOREIGN KEY ("tenant_id", "course_id") REFERENCES "courses"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "course_versions" ADD CONSTRAINT "course_versions_tenant_id_published_by_fkey" FOREIGN KEY ("tenant_id", "published_by") REFERENCES "persons"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "course_modules" ADD CONSTRAINT "course_modules_tenant_id_version_id_fkey" FOREIGN KEY ("tenant_id", "version_id") REFERENCES "course_versions"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenant_id_version_id_fkey" FOREIGN KEY ("tenant_id", "version_id") REFERENCES "course_versions"("tenant_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_tenant_id_version_id_module_id_fkey" FOREIGN KEY ("tenant_id", "version_id", "module_id") REFERENCES "course_modules"("tenant_id", "version_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- What the Prisma schema cannot say.
CREATE FUNCTION course_words(title text, summary text, description text, tags text[]) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN setweight(to_tsvector('simple', array_to_string(public.folded_words(coalesce($1, '')), ' ')), 'A')
    || setweight(to_tsvector('simple', array_to_string(public.folded_words(array_to_string($4, ' ')), ' ')), 'B')
    || setweight(to_tsvector('simple', array_to_string(public.folded_words(coalesce($2, '')), ' ')), 'C')
    || setweight(to_tsvector('simple', array_to_string(public.folded_words(coalesce($3, '')), ' ')), 'D');
END
$$;
ALTER TABLE courses
  ADD CONSTRAINT courses_status CHECK (status IN ('draft', 'published', 'retired')),
  ADD CONSTRAINT courses_visibility CHECK (visibility IN ('public', 'members', 'unit')),
  ADD CONSTRAINT courses_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT courses_access_days CHECK (access_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT courses_capacity CHECK (capacity BETWEEN 1 AND 1000000),
  ADD CONSTRAINT courses_published CHECK ((status = 'draft') = (published_at IS NULL)),
  ADD CONSTRAINT courses_retired CHECK ((status = 'retired') = (retired_at IS NOT NULL));
ALTER TABLE course_versions
  ADD COLUMN search tsvector GENERATED ALWAYS AS (course_words(title, summary, description, tags)) STORED,
  ADD CONSTRAINT course_versions_status CHECK (status IN ('draft', 'published', 'replaced')),
  ADD CONSTRAINT course_versions_level CHECK (level IN ('beginner', 'intermediate', 'advanced', 'expert')),
  ADD CONSTRAINT course_versions_counts CHECK (minutes >= 0 AND modules >= 0 AND lessons >= 0),
  -- What learners have begun says who it is from and since when, and has something to learn.
  ADD CONSTRAINT course_versions_published CHECK ((status = 'draft') = (published_at IS NULL) AND (status = 'draft' OR lessons > 0)),
  ADD CONSTRAINT course_versions_replaced CHECK ((status = 'replaced') = (replaced_at IS NOT NULL));
-- One is written at a time, and one is offered.
CREATE UNIQUE INDEX course_versions_draft_key ON course_versions (course_id) WHERE status = 'draft';
CREATE UNIQUE INDEX course_versions_published_key ON course_versions (course_id) WHERE status = 'published';
CREATE INDEX course_versions_search_idx ON course_versions USING gin (search) WHERE status = 'published';
ALTER TABLE course_modules
  ADD CONSTRAINT course_modules_place_key UNIQUE (version_id, place) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT course_modules_release CHECK (release_after_days BETWEEN 1 AND 3650 AND (released_at IS NULL OR release_after_days IS NULL));
ALTER TABLE lessons
  ADD CONSTRAINT lessons_place_key UNIQUE (module_id, place) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT lessons_kind CHECK (kind IN ('text', 'video', 'link', 'live')),
  ADD CONSTRAINT lessons_minutes CHECK (minutes BETWEEN 0 AND 6000),
  ADD CONSTRAINT lessons_release CHECK (release_after_days BETWEEN 1 AND 3650 AND (released_at IS NULL OR release_after_days IS NULL));
-- What learners have begun stays as it is, whoever writes.
CREATE FUNCTION refuse_begun_contents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT status FROM course_versions WHERE id = NEW.version_id) <> 'draft' THEN
    RAISE EXCEPTION 'Version % of a course is published: its contents stay as they are', NEW.version_id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER course_modules_stay BEFORE INSERT OR UPDATE ON course_modules FOR EACH ROW EXECUTE FUNCTION refuse_begun_contents();
CREATE TRIGGER lessons_stay BEFORE INSERT OR UPDATE ON lessons FOR EACH ROW EXECUTE FUNCTION refuse_begun_contents();
