import type { ApplicationReply } from '../../../src/modules/applications/contract.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Contents } from './contents.tsx'
import type { DraftModel } from './draft-page.tsx'
import { Lacking, PlacesTaken } from './standing.tsx'
import { WritingHeader } from './writing.tsx'

type Draft = NonNullable<ApplicationReply['draft']>

const demandTones = {
  met: 'success',
  expiresBefore: 'warning',
  expiresBeforeStart: 'danger',
  tooLow: 'danger',
  lapsed: 'danger',
  missing: 'neutral',
} as const

/** What will happen is said before it happens: what is lacking, what it comes to, and what counts afterwards. */
export function CheckPage({ application, form }: DraftModel) {
  const t = useText()
  const { id, draft, bids, abilities, sealing } = application
  const address = `/my-applications/${id}`
  return (
    <PortalLayout
      title={t('applications.steps.check')}
      hasErrors={form.issues.length > 0}
      header={<WritingHeader application={application} step="check" />}
    >
      {draft && (
        <>
          <PlacesTaken application={application} />
          <Lacking lacking={draft.lacking} />
          {draft.missing.length > 0 && (
            <Notice kind="warning" title={t('applications.check.lacks')}>
              <ul>
                {draft.missing.map(({ pointer, text }) => (
                  <li key={pointer}>
                    <a href={`${address}/draft#form-${pointer.slice(1).replaceAll('/', '-')}`}>{text}</a>
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          {application.addenda.some(({ acknowledgedAt }) => acknowledgedAt === null) && (
            <Notice kind="warning" title={t('applications.error.addendaUnread')}>
              <p>
                <a href={`${address}#addenda`}>{t('applications.addenda.title')}</a>
              </p>
            </Notice>
          )}
          {draft.demands.length > 0 && <Demands demands={draft.demands} application={application} />}
          <Contents contents={draft.contents} total={draft.total} files={draft.files} {...chosen(draft)} />
          <Section
            title={t('applications.check.copy')}
            id="copy"
            description={t('applications.check.copyHelp')}
          >
            <p>
              <a href={`/applications/${id}/document.json`} download>
                {t('applications.check.fetch')}
              </a>
            </p>
            <p>
              {t('applications.hash')}:{' '}
              <code class="hash" {...verbatim}>
                {draft.hash}
              </code>
            </p>
          </Section>
          <Form action={`${address}/check`} state={form}>
            {bids > 0 && <p>{t('applications.check.replaces')}</p>}
            <p>{t(sealing ? 'applications.check.sealed' : 'applications.check.counts', sealing ?? {})}</p>
            <FormActions>
              {abilities.submit && <SubmitButton>{t('applications.submit')}</SubmitButton>}
              <LinkButton href={`${address}/draft`} variant="quiet">
                {t('applications.check.back')}
              </LinkButton>
            </FormActions>
          </Form>
        </>
      )}
    </PortalLayout>
  )
}

export function chosen({ contents, papers, works }: Draft) {
  return {
    papers: papers.filter(({ id }) => contents.papers.includes(id)),
    works: works.filter(({ id }) => contents.works.includes(id)),
  }
}

function Demands({
  demands,
  application: { id, applicant },
}: Pick<Draft, 'demands'> & Pick<DraftModel, 'application'>) {
  const t = useText()
  const { locale } = useView()
  const profile = applicant.kind === 'company' ? `/companies/${applicant.id}` : '/profile'
  return (
    <Section title={t('applications.demands.title')} id="demands">
      <ul class="plain-list">
        {demands.map(({ id, title, jurisdiction, amount, currency, state, isGate }) => (
          <li key={id}>
            <Badge tone={isGate && state === 'missing' ? 'danger' : demandTones[state]}>
              {t(`applications.demands.${state}`)}
            </Badge>{' '}
            <span {...verbatim}>{[title, jurisdiction].filter(Boolean).join(', ')}</span>
            {amount !== null &&
              currency !== null &&
              ` · ${t('applications.demands.atLeast', { amount: formatMoney(amount, currency, locale) })}`}
            {isGate &&
              ` · ${t(state === 'expiresBefore' ? 'applications.demands.gatePasses' : 'applications.demands.gate')}`}
          </li>
        ))}
      </ul>
      {demands.some(({ state }) => state !== 'met') && (
        <p>
          <a href={`/my-applications/${id}/draft#form-papers`}>{t('applications.demands.choose')}</a> ·{' '}
          <a href={profile}>{t('applications.demands.add')}</a>
        </p>
      )}
    </Section>
  )
}
