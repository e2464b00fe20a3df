import { ActionForm, Button } from '../../components/button.tsx'
import { FileField, Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import type { DraftModel } from './draft-page.tsx'
import { WritingHeader } from './writing.tsx'

export interface FilesModel extends DraftModel {
  taken: { mediaTypes: readonly string[]; limitBytes: number }
}

export function FilesPage({ application, form, taken }: FilesModel) {
  const t = useText()
  const { id, draft } = application
  const address = `/my-applications/${id}`
  const files = (draft?.files ?? []).map((file, index) => ({
    ...file,
    shown: file.name ?? t('applications.files.number', { number: index + 1 }),
  }))
  return (
    <PortalLayout
      title={t('applications.steps.files')}
      hasErrors={form.issues.length > 0}
      header={<WritingHeader application={application} step="files" />}
    >
      <p>{t('applications.files.lead')}</p>
      {files.length > 0 && (
        <Table
          caption={t('applications.steps.files')}
          rows={files}
          rowKey={(file) => file.id}
          columns={[
            {
              label: t('applications.files.file'),
              heading: true,
              cell: ({ href, shown }) => (
                <a href={href} {...verbatim}>
                  {shown}
                </a>
              ),
            },
            {
              label: t('applications.files.remove'),
              quiet: true,
              cell: (file) => (
                <ActionForm
                  action={`${address}/files/${file.id}/remove`}
                  idempotencyKey={keyFor(form, file.id)}
                  variant="quiet"
                  label={t('applications.files.removeOf', { name: file.shown })}
                >
                  {t('applications.files.remove')}
                </ActionForm>
              ),
            },
          ]}
        />
      )}
      <Form action={`${address}/files`} state={form} multipart>
        <FileField
          name="file"
          label={t('applications.files.add')}
          accept={taken.mediaTypes}
          types={t('people.scan.types')}
          mostBytes={taken.limitBytes}
        />
        <FormActions>
          <SubmitButton variant="secondary">{t('applications.files.addButton')}</SubmitButton>
          {/* It takes along what was chosen and not added yet. */}
          <Button type="submit" variant="primary" formaction={`${address}/files?then=check`}>
            {t('applications.files.goOn')}
          </Button>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
