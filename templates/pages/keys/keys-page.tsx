import type { KeysInUse } from '../../../src/modules/keys/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { Code } from '../../components/code.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export function KeysPage(model: KeysInUse & { form: FormState }) {
  const { current, columns, rotation, form } = model
  const t = useText()
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
      <Section title={t('keys.rotation.title')} id="rotation">
        <p>{t('keys.rotation.what')}</p>
        {rotation && (
          <Facts
            items={[
              { label: t('keys.rotation.last'), value: <Time value={rotation.createdAt} /> },
              { label: t('keys.state'), value: t(`tasks.states.${rotation.state}`) },
              { label: t('keys.rotation.count'), value: t('keys.counted', { count: rotation.done }) },
            ]}
          />
        )}
        {rotation?.problem && <Notice kind="warning">{rotation.problem.text}</Notice>}
        <Form action="/platform/keys" state={form}>
          <FormActions>
            <SubmitButton>{t('keys.rotation.start')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
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
