import type { BankReply } from '../../../src/modules/questions/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Facts } from '../../components/facts.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'

export interface BankModel {
  bank: BankReply
  form: FormState
}

export function BankPage({ bank, form }: BankModel) {
  const t = useText()
  const { id, name, unit, kinds, tags, abilities } = bank
  const here = `/question-banks/${id}`
  const held = kinds.reduce((sum, { count }) => sum + count, 0)
  const inUse = `/questions?${new URLSearchParams({ bank: id, archived: 'false' })}`
  return (
    <PortalLayout
      title={name}
      header={
        <PageHeader
          title={name}
          badge={bank.archivedAt && <Badge>{t('questions.archivedState')}</Badge>}
          lead={bank.description ?? undefined}
          breadcrumbs={useWay(null)}
          actions={
            abilities.add && (
              <LinkButton href={`${here}/questions/new`} variant="primary" icon="plus">
                {t('questions.write')}
              </LinkButton>
            )
          }
        />
      }
    >
      <Facts
        items={[
          { label: t('questions.unit'), value: <span {...verbatim}>{unit.name}</span> },
          { label: t('questions.bank.held'), value: held },
          { label: t('questions.updatedAt'), value: <Time value={bank.updatedAt} shown="date" /> },
        ]}
      />
      {held === 0 ? (
        <EmptyState title={t('questions.bank.empty')} icon="learn">
          {t('questions.bank.emptyHelp')}
        </EmptyState>
      ) : (
        <>
          <Section title={t('questions.bank.byKind')} id="kinds">
            <ul>
              {kinds.map(({ kind, count }) => (
                <li key={kind}>
                  <a href={`${inUse}&kind=${kind}`}>{t(`questions.kinds.${kind}`)}</a> ({count})
                </li>
              ))}
            </ul>
          </Section>
          {tags.length > 0 && (
            <Section title={t('questions.tags')} id="tags">
              <ul>
                {tags.map(({ tag, count }) => (
                  <li key={tag}>
                    <a href={`${inUse}&${new URLSearchParams({ tag })}`} {...verbatim}>
                      {tag}
                    </a>{' '}
                    ({count})
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
      <ButtonGroup>
        <LinkButton href={`/questions?${new URLSearchParams({ bank: id })}`}>
          {t('questions.bank.list')}
        </LinkButton>
        {abilities.add && <LinkButton href={`${here}/import`}>{t('questions.gift.import')}</LinkButton>}
        {held > 0 && <LinkButton href={`${here}/export`}>{t('questions.gift.export')}</LinkButton>}
        {abilities.change && <LinkButton href={`${here}/change`}>{t('questions.bank.change')}</LinkButton>}
        {abilities.archive && (
          <ActionForm action={`${here}/archive`} idempotencyKey={keyFor(form, 'archive')} variant="quiet">
            {t('questions.bank.archive')}
          </ActionForm>
        )}
        {abilities.restore && (
          <ActionForm action={`${here}/restore`} idempotencyKey={keyFor(form, 'restore')}>
            {t('questions.bank.restore')}
          </ActionForm>
        )}
      </ButtonGroup>
    </PortalLayout>
  )
}
