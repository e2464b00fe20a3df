import type { ListedTransfer } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { Card } from '../../components/card.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface TransfersModel {
  items: ListedTransfer[]
  nextCursor: string | null
  isFirstPage: boolean
  form: FormState
}

const tones = { requested: 'info', approved: 'success', refused: 'warning', withdrawn: 'neutral' } as const

/** What waits for an answer of the reader, and what was answered. */
export function TransfersPage({ items, nextCursor, isFirstPage, form }: TransfersModel) {
  const t = useText()
  const title = t('units.transfers.title')
  const open = items.filter(({ state }) => state === 'requested')
  const over = items.filter(({ state }) => state !== 'requested')
  return (
    <PortalLayout title={title} header={<PageHeader title={title} lead={t('units.transfers.lead')} />}>
      {open.length === 0 && isFirstPage && (
        <EmptyState title={t('units.transfers.none')} icon="units">
          {t('units.transfers.noneHelp')}
        </EmptyState>
      )}
      {open.map((transfer) => (
        <Card
          key={transfer.id}
          title={transfer.person.name}
          href={`/people/${transfer.person.personId}`}
          badge={<Badge tone="info">{t('units.transfers.states.requested')}</Badge>}
        >
          <Way transfer={transfer} />
          <p class="prose">{transfer.reason}</p>
          {transfer.mayDecide ? (
            <Answer transfer={transfer} form={form} />
          ) : (
            <p class="card-meta">{t('units.transfers.others', { name: transfer.to.name })}</p>
          )}
        </Card>
      ))}
      {over.length > 0 && (
        <Section title={t('units.transfers.over')} id="over">
          {over.map((transfer) => (
            <Card
              key={transfer.id}
              level={3}
              title={transfer.person.name}
              badge={
                <Badge tone={tones[transfer.state]}>{t(`units.transfers.states.${transfer.state}`)}</Badge>
              }
            >
              <Way transfer={transfer} />
              {transfer.answer && <p class="prose">{transfer.answer}</p>}
            </Card>
          ))}
        </Section>
      )}
      <Pagination
        previous={isFirstPage ? null : '/transfers'}
        previousLabel={t('units.transfers.first')}
        next={nextCursor ? `/transfers?${new URLSearchParams({ cursor: nextCursor })}` : null}
      />
    </PortalLayout>
  )
}

function Way({ transfer: { from, to, requestedAt, requestedBy } }: { transfer: ListedTransfer }) {
  const t = useText()
  return (
    <p>
      {t('units.transfers.way', { from: from.name, to: to.name })} · <Time value={requestedAt} shown="date" />
      {requestedBy && ` · ${t('units.transfers.begunBy', { name: requestedBy.name })}`}
    </p>
  )
}

/** To approve is one press; a refusal says why first. */
function Answer({ transfer, form }: { transfer: ListedTransfer; form: FormState }) {
  const t = useText()
  const state = { ...form, idempotencyKey: keyFor(form, transfer.id) }
  return (
    <>
      <Form action={`/transfers/${transfer.id}/approve`} state={state} id={`approve-${transfer.id}`}>
        <FormActions>
          <SubmitButton>{t('units.transfers.approve')}</SubmitButton>
        </FormActions>
      </Form>
      <Disclosure summary={t('units.transfers.refuse')}>
        <Form action={`/transfers/${transfer.id}/refuse`} state={state} id={`refuse-${transfer.id}`}>
          <TextArea
            name="answer"
            label={t('units.transfers.answer')}
            help={t('units.transfers.answerHelp')}
            maxlength={1000}
          />
          <FormActions>
            <SubmitButton variant="secondary">{t('units.transfers.refuse')}</SubmitButton>
          </FormActions>
        </Form>
      </Disclosure>
    </>
  )
}
