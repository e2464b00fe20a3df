import type { ComponentChildren } from 'preact'
import type { BulkPageModel } from '../../../src/platform/presentation/list.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { LinkButton } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { Notice } from '../flash.tsx'
import { Form, FormActions, SubmitButton } from '../form.tsx'
import { PageHeader } from '../page-header.tsx'

export interface BulkPageProps {
  act: BulkPageModel
  /** Fields for what is asked once for all rows. */
  children?: ComponentChildren
}

/** Says what will happen to how many rows before it does. */
export function BulkPage({ act, children }: BulkPageProps) {
  const t = useText()
  const back = (
    <LinkButton href={act.back} variant="quiet">
      {t('layout.cancel')}
    </LinkButton>
  )
  return (
    <PortalLayout
      title={act.title}
      hasErrors={act.form.issues.length > 0}
      header={
        <PageHeader
          title={act.title}
          lead={act.count > 0 ? act.lead : undefined}
          breadcrumbs={[{ label: act.listTitle, href: act.back }]}
        />
      }
    >
      {act.count === 0 ? (
        <EmptyState title={t('layout.list.bulk.none')} action={back}>
          {t('layout.list.bulk.noneHelp')}
        </EmptyState>
      ) : (
        <>
          {act.isTooMany && (
            <Notice kind="warning">{t('layout.list.bulk.tooMany', { most: act.most })}</Notice>
          )}
          <Form action={act.path} state={act.form}>
            {act.all && <input type="hidden" name="all" value="true" />}
            <input type="hidden" name="match" value={act.match} />
            {act.chosen.map((id) => (
              <input key={id} type="hidden" name="chosen" value={id} />
            ))}
            {children}
            <FormActions>
              <SubmitButton variant={act.danger ? 'danger' : 'primary'}>{act.button}</SubmitButton>
              {back}
            </FormActions>
          </Form>
        </>
      )}
    </PortalLayout>
  )
}
