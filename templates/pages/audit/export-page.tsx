import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ExportModel {
  count: number
  /** Nobody counted further. */
  isMore: boolean
  /** The list with what was asked of it. */
  back: string
  form: FormState
}

/** Says how much will be written, and that it will be known, before it is. */
export function ExportPage({ count, isMore, back, form }: ExportModel) {
  const t = useText()
  const title = t('audit.export.title')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={count > 0 ? t('audit.export.lead', { count, more: isMore ? 'yes' : 'no' }) : undefined}
          breadcrumbs={[{ label: t('audit.title'), href: back }]}
        />
      }
    >
      {count === 0 ? (
        <EmptyState
          title={t('layout.list.noMatch')}
          icon="eye"
          action={<LinkButton href={back}>{t('layout.cancel')}</LinkButton>}
        >
          {t('layout.list.noMatchHelp')}
        </EmptyState>
      ) : (
        <>
          <p>{t('audit.export.recorded')}</p>
          <Form action="/audit/export" state={form}>
            <HiddenField name="match" />
            <FormActions>
              <SubmitButton>{t('audit.export.button')}</SubmitButton>
              <LinkButton href={back} variant="quiet">
                {t('layout.cancel')}
              </LinkButton>
            </FormActions>
          </Form>
        </>
      )}
    </PortalLayout>
  )
}
