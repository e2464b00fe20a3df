import type { OwnedWork } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { FileField, Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { WorkFields } from './work-fields.tsx'
import { WorkFacts } from './work-list.tsx'

export interface WorkModel {
  work: OwnedWork
  form: FormState
  /** What may be added to it. */
  files: { mediaTypes: readonly string[]; limitBytes: number }
}

export function WorkPage({ work, form, files }: WorkModel) {
  const t = useText()
  const { id, title, company, version, abilities } = work
  const back = company
    ? { label: company.name, href: `/companies/${company.id}` }
    : { label: t('companies.works.title'), href: '/profile/works' }
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} breadcrumbs={[back]} />}
    >
      {abilities.change ? (
        <>
          <Form action={`/works/${id}`} state={form}>
            <HiddenField name="_version" value={String(version)} />
            <WorkFields />
            <FormActions>
              <SubmitButton>{t('companies.works.save')}</SubmitButton>
              <LinkButton href={back.href} variant="quiet">
                {t('layout.cancel')}
              </LinkButton>
            </FormActions>
          </Form>
          <WorkFiles work={work} form={form} files={files} />
          <ActionForm
            action={`/works/${id}/remove`}
            idempotencyKey={keyFor(form, 'remove')}
            variant="danger"
            confirm={t('companies.works.confirm', { title })}
          >
            {t('companies.works.remove')}
          </ActionForm>
        </>
      ) : (
        <WorkFacts work={work} />
      )}
    </PortalLayout>
  )
}

function WorkFiles({ work, form, files }: WorkModel) {
  const t = useText()
  const { id } = work
  return (
    <Section title={t('companies.works.files')} id="files" description={t('companies.works.filesHelp')}>
      {work.files.length > 0 && (
        <Table
          caption={t('companies.works.files')}
          rows={work.files.map((file, index) => ({
            ...file,
            shown: file.name ?? t('companies.works.fileOf', { number: index + 1 }),
          }))}
          rowKey={(file) => file.id}
          columns={[
            {
              label: t('companies.works.file'),
              heading: true,
              cell: ({ href, shown }) => <a href={href}>{shown}</a>,
            },
            {
              label: t('companies.paper.remove'),
              quiet: true,
              cell: (file) => (
                <ActionForm
                  action={`/works/${id}/files/${file.id}/remove`}
                  idempotencyKey={keyFor(form, file.id)}
                  variant="quiet"
                  label={t('companies.paper.removeOf', { title: file.shown })}
                >
                  {t('companies.paper.remove')}
                </ActionForm>
              ),
            },
          ]}
        />
      )}
      <Form action={`/works/${id}/files`} id="file-form" multipart>
        <FileField
          name="file"
          label={t('companies.works.addFile')}
          accept={files.mediaTypes}
          types={t('people.scan.types')}
          mostBytes={files.limitBytes}
        />
        <FormActions>
          <SubmitButton variant="secondary">{t('companies.works.addFileButton')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
