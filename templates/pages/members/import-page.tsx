import type { Places } from '../../../src/modules/members/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { FileField, Form, FormActions, SelectField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ImportModel {
  places: Places['items']
  form: FormState
  file: { mediaTypes: readonly string[]; limitBytes: number }
  mostRows: number
}

export function ImportPage({ places, form, file, mostRows }: ImportModel) {
  const t = useText()
  const title = t('members.import.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('members.import.lead')}
          breadcrumbs={[{ label: t('members.title'), href: '/members' }]}
          actions={
            <LinkButton href="/members/imports" variant="secondary">
              {t('members.imports.earlier')}
            </LinkButton>
          }
        />
      }
    >
      <Form action="/members/import" state={form} multipart>
        <SelectField
          name="unitId"
          label={t('members.import.unit')}
          width="medium"
          prompt={t('members.add.choose')}
          options={places.map(({ id, name, level }) => ({
            value: id,
            label: `${'\u2003'.repeat(level)}${name}`,
          }))}
        />
        <FileField
          name="file"
          label={t('members.import.file')}
          help={t('members.import.fileHelp', { most: mostRows })}
          accept={['.csv', '.tsv', '.txt', ...file.mediaTypes]}
          types={t('members.import.fileTypes')}
          mostBytes={file.limitBytes}
        />
        <FormActions>
          <SubmitButton>{t('members.import.next')}</SubmitButton>
          <LinkButton href="/members" variant="quiet">
            {t('members.import.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
