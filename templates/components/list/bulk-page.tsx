import type { ComponentChildren } from 'preact'
import type { BulkPageModel } from '../../../src/platform/presentation/list.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { LinkButton } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { Notice } from '../flash.tsx'
import { Form, FormActions, SubmitButton } from '../form.tsx'
import { PageHeader } from '../page-header.tsx'
import { verbatim } from '../verbatim.ts'

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
        <EmptyState
          title={t('layout.list.bulk.none')}
          action={<LinkButton href={act.back}>{t('layout.list.bulk.back')}</LinkButton>}
        >
          {t('layout.list.bulk.noneHelp')}
        </EmptyState>
      ) : (
        <>
          <NamedRows act={act} />
          {act.isTooMany && (
            <Notice kind="warning">{t('layout.list.bulk.tooMany', { most: act.most })}</Notice>
          )}
          {act.byTask && !act.isTooMany && <Notice kind="info">{t('layout.list.bulk.byTask')}</Notice>}
          <Form action={act.path} state={act.form}>
            {act.all && <input type="hidden" name="all" value="true" />}
            {act.all && <input type="hidden" name="atMost" value={act.count} />}
            <input type="hidden" name="match" value={act.match} />
            {act.chosen.map((id) => (
              <input key={id} type="hidden" name="chosen" value={id} />
            ))}
            {children}
            <FormActions>
              {!act.isTooMany && (
                <SubmitButton variant={act.danger ? 'danger' : 'primary'}>{act.button}</SubmitButton>
              )}
              {back}
            </FormActions>
          </Form>
        </>
      )}
    </PortalLayout>
  )
}

/** Whom it is about: the first of them by name, so that a slip is seen before it is made. */
function NamedRows({ act }: { act: BulkPageModel }) {
  const t = useText()
  const more = act.count - act.named.length
  return (
    <ul class="named-rows" aria-label={t('layout.list.bulk.rows')}>
      {act.named.map(({ id, name, detail }) => (
        <li key={id}>
          <b {...verbatim}>{name}</b>
          {detail !== '' && <span> {detail}</span>}
        </li>
      ))}
      {more > 0 && <li>{t('layout.list.bulk.more', { count: more, over: act.isTooMany ? 'yes' : 'no' })}</li>}
    </ul>
  )
}
