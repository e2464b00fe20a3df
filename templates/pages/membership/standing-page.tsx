import type { StandingReply } from '../../../src/modules/membership/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { DateField, Form, FormActions, RadioGroup, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface StandingModel {
  person: StandingReply
  tones: Readonly<Record<StandingReply['standing'], Tone>>
  form: FormState
}

export function StandingPage({ person, tones, form }: StandingModel) {
  const t = useText()
  const { name, number, standing, since, planned, obstacle, abilities } = person
  const address = `/people/${person.personId}`
  const title = t('membership.staff.title', { name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          badge={<Badge tone={tones[standing]}>{t(`membership.standings.${standing}`)}</Badge>}
          breadcrumbs={[{ label: name, href: address }]}
        />
      }
    >
      <DescriptionList
        items={[
          { label: t('membership.standing'), value: t(`membership.staff.means.${standing}`) },
          ...(number === null
            ? []
            : [{ label: t('membership.number'), value: <b {...verbatim}>{number}</b> }]),
          { label: t('membership.since'), value: <Time value={since} shown="date" /> },
          ...(planned
            ? [
                {
                  label: t('membership.staff.planned'),
                  value: (
                    <>
                      {t(`membership.standings.${planned.standing}`)},{' '}
                      <Time value={planned.from} shown="date" />
                    </>
                  ),
                  action: abilities.withdraw ? (
                    <ActionForm
                      action={`${address}/standing/withdraw`}
                      idempotencyKey={keyFor(form, 'withdraw')}
                      variant="quiet"
                    >
                      {t('membership.staff.withdraw')}
                    </ActionForm>
                  ) : undefined,
                },
              ]
            : []),
        ]}
      />
      {obstacle && <Notice kind="info">{t(`membership.staff.obstacle.${obstacle}`)}</Notice>}
      {abilities.decide && <DecisionForm person={person} form={form} />}
      {abilities.expel && (
        <Section title={t('membership.expel.title')} id="expel" description={t('membership.expel.help')}>
          <LinkButton href={`${address}/expel`} variant="danger">
            {t('membership.expel.link')}
          </LinkButton>
        </Section>
      )}
      <Section title={t('membership.history')} id="history">
        <History person={person} tones={tones} />
      </Section>
    </PortalLayout>
  )
}

function DecisionForm({ person, form }: Pick<StandingModel, 'person' | 'form'>) {
  const t = useText()
  return (
    <Section title={t('membership.staff.decide')} id="decide">
      <Form action={`/people/${person.personId}/standing`} state={form}>
        <RadioGroup
          name="to"
          label={t('membership.standing')}
          options={person.moves
            .filter((to) => to !== 'expelled')
            .map((to) => ({
              value: to,
              label: t(`membership.standings.${to}`),
              help: t(`membership.staff.means.${to}`),
            }))}
        />
        <DecisionFields />
        <FormActions>
          <SubmitButton>{t('membership.staff.button')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

export function DecisionFields() {
  const t = useText()
  return (
    <>
      <DateField
        name="from"
        label={t('membership.from')}
        help={t('membership.fromHelp')}
        optional
        width="medium"
      />
      <TextArea
        name="reason"
        label={t('membership.reason')}
        help={t('membership.reasonHelp')}
        maxlength={1000}
      />
    </>
  )
}

function History({ person: { history, name }, tones }: Pick<StandingModel, 'person' | 'tones'>) {
  const t = useText()
  if (history.length === 0) return <p>{t('membership.staff.noHistory', { name })}</p>
  return (
    <Timeline
      label={t('membership.history')}
      shown="date"
      items={history.map(({ id, standing, startsAt, reason, decidedBy, decidedAt, withdrawnAt }) => ({
        key: id,
        at: startsAt,
        tone: withdrawnAt === null ? tones[standing] : ('neutral' as const),
        text:
          withdrawnAt === null
            ? t(`membership.standings.${standing}`)
            : t('membership.staff.dropped', { standing: t(`membership.standings.${standing}`) }),
        children:
          reason === null && decidedBy === null ? undefined : (
            <>
              {reason && <p class="prose">{reason}</p>}
              {decidedBy && (
                <p>
                  {t('membership.staff.decidedBy', { name: decidedBy.name })} <Time value={decidedAt} />
                </p>
              )}
            </>
          ),
      }))}
    />
  )
}
