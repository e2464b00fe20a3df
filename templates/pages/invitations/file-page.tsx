import type { PlacesToInvite } from '../../../src/modules/invitations/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { FileField, Form, FormActions, SelectField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface FileModel {
  places: PlacesToInvite['items']
  form: FormState
  file: { mediaTypes: readonly string[]; limitBytes: number }
  mostLines: number
}

export function FilePage({ places, form, file, mostLines }: FileModel) {
  const t = useText()
  const title = t('invitations.file.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('invitations.file.lead')}
          breadcrumbs={[{ label: t('invitations.title'), href: '/invitations' }]}
        />
      }
    >
      <Form action="/invitations/file" state={form} multipart>
        <SelectField
          name="unitId"
          label={t('invitations.file.unit')}
          width="medium"
          options={places.map(({ id, name, level }) => ({
            value: id,
            label: `${'\u2003'.repeat(level)}${name}`,
          }))}
        />
        <FileField
          name="file"
          label={t('invitations.file.file')}
          help={t('invitations.file.fileHelp', { most: mostLines })}
          accept={['.csv', '.tsv', '.txt', ...file.mediaTypes]}
          types={t('invitations.file.fileTypes')}
          mostBytes={file.limitBytes}
        />
        <FormActions>
          <SubmitButton>{t('invitations.file.next')}</SubmitButton>
          <LinkButton href="/invitations" variant="quiet">
            {t('invitations.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
