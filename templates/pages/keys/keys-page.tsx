import type { KeysInUse } from '../../../src/modules/keys/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { Code } from '../../components/code.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function KeysPage(model: KeysInUse & { form: FormState }) {
  const { current, columns, isShared, abilities, form } = model
  const t = useText()
  if (isShared)
    return (
      <PortalLayout title={t('keys.title')} header={<PageHeader title={t('keys.title')} />}>
        <Notice kind="info" title={t('keys.shared.title')}>
          {t('keys.shared.what')}
        </Notice>
        <p>
          {t('keys.shared.how')} <Code>npm run keys:rotate</Code>
        </p>
      </PortalLayout>
    )
  const rows = countsByKey({ current, columns })
  return (
    <PortalLayout
      title={t('keys.title')}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={t('keys.title')} lead={t('keys.lead')} />}
    >
      <Notice kind="info">{t(rows.length > 1 ? 'keys.olderNeeded' : 'keys.onlyCurrent')}</Notice>
      <Table
        caption={t('keys.inUse')}
        rows={rows}
        rowKey={({ keyId }) => keyId}
        columns={[
          { label: t('keys.key'), heading: true, cell: ({ keyId }) => <Code>{keyId}</Code> },
          {
            label: t('keys.state'),
            cell: ({ keyId }) =>
              keyId === current ? (
                <Badge tone="success">{t('keys.current')}</Badge>
              ) : (
                <Badge>{t('keys.older')}</Badge>
              ),
          },
          { label: t('keys.count'), numeric: true, cell: ({ count }) => t('keys.counted', { count }) },
        ]}
      />
      {abilities.rotate && (
        <Section title={t('keys.rotation.title')} id="rotation">
          <p>{t('keys.rotation.what')}</p>
          <p>
            {t('keys.rotation.after')} <a href="/tasks">{t('tasks.title')}</a>
          </p>
          <Form action="/settings/keys" state={form}>
            <FormActions>
              <SubmitButton>{t('keys.rotation.start')}</SubmitButton>
            </FormActions>
          </Form>
        </Section>
      )}
    </PortalLayout>
  )
}

/** Over all columns; the current key first, also where nothing stands under it yet. */
function countsByKey({
  current,
  columns,
}: Pick<KeysInUse, 'current' | 'columns'>): Array<{ keyId: string; count: number }> {
  const counts = new Map([[current, 0]])
  for (const { keyId, count } of columns.flatMap(({ keys }) => keys))
    counts.set(keyId, (counts.get(keyId) ?? 0) + count)
  return [...counts].map(([keyId, count]) => ({ keyId, count }))
}
