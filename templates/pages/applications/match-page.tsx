import type { KeptMatchReply } from '../../../src/modules/applications/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, ButtonGroup } from '../../components/button.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface MatchModel {
  kept: KeptMatchReply
  form: FormState
}

export function MatchPage({ kept: { applicationId, project, match, mine, ratings }, form }: MatchModel) {
  const t = useText()
  const title = t('applications.match.title')
  const button = (isRight: '' | 'true' | 'false', label: string) => (
    <ActionForm
      action={`/applications/${applicationId}/match/rating`}
      fields={{ isRight }}
      idempotencyKey={keyFor(form, String(isRight))}
    >
      {t(label)}
    </ActionForm>
  )
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t('applications.match.lead')}
          breadcrumbs={[{ label: project.title, href: `/projects/${project.slug}` }]}
        />
      }
    >
      <Progress label={title} value={match.score} text={t('matching.score', { score: match.score })} />
      <ul {...verbatim}>
        {match.reasons.map(({ part, text }) => (
          <li key={`${part} ${text}`}>{text}</li>
        ))}
      </ul>
      <Section title={t('applications.match.ask')} id="rating">
        {mine !== null && <p>{t(mine ? 'applications.match.saidRight' : 'applications.match.saidWrong')}</p>}
        <ButtonGroup>
          {mine !== true && button('true', 'applications.match.right')}
          {mine !== false && button('false', 'applications.match.wrong')}
          {mine !== null && button('', 'applications.match.takeBack')}
        </ButtonGroup>
        {ratings && <p>{t('applications.match.counts', ratings)}</p>}
      </Section>
    </PortalLayout>
  )
}
