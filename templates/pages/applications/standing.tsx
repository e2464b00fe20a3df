import type { ApplicationReply, MyApplications } from '../../../src/modules/applications/contract.ts'
import type { Tone } from '../../../src/platform/presentation/list.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'

type Mine = MyApplications['items'][number]
type Standing = Pick<Mine, 'status'> & { project: Pick<Mine['project'], 'status' | 'isOpen'> }
export type Tones = Readonly<Record<ApplicationReply['status'], Tone>>

/** Where an application stands for whoever made it: what became of the project counts as well. */
export function standingOf({ status, project }: Standing): { word: string; tone?: Tone } {
  const isDecided = status === 'awarded' || status === 'reserve' || status === 'declined'
  if (project.status === 'cancelled' && !isDecided && status !== 'withdrawn')
    return { word: 'applications.standings.cancelled', tone: 'danger' }
  if (status === 'draft' && !project.isOpen)
    return { word: 'applications.standings.notSubmitted', tone: 'warning' }
  if (status === 'submitted' && (project.status === 'reviewing' || project.status === 'awarded'))
    return { word: 'applications.standings.inReview', tone: 'progress' }
  return { word: `applications.statuses.${status}` }
}

export function StandingBadge({ application, tones }: { application: Standing; tones: Tones }) {
  const t = useText()
  const { word, tone = tones[application.status] } = standingOf(application)
  return <Badge tone={tone}>{t(word)}</Badge>
}

/** That a project was cancelled, or closed before its deadline: when, and why. */
export function EndedEarly({ project }: Pick<ApplicationReply, 'project'>) {
  const t = useText()
  const { status, reason, endedEarlyAt, timeZone } = project
  if (endedEarlyAt === null) return null
  const isCancelled = status === 'cancelled'
  return (
    <Notice
      kind={isCancelled ? 'warning' : undefined}
      title={t(isCancelled ? 'projects.isCancelled' : 'projects.isClosedEarly')}
    >
      <p {...verbatim}>{reason}</p>
      <p>
        <Deadline deadline={endedEarlyAt} timeZone={timeZone} />
      </p>
    </Notice>
  )
}

/** What sealing means for whoever writes: said before they submit. */
export function Sealed({ sealing }: Pick<ApplicationReply, 'sealing'>) {
  const t = useText()
  return (
    sealing && (
      <Notice title={t('applications.sealed.title')}>{t('applications.sealed.means', sealing)}</Notice>
    )
  )
}

/** Of which type of member one is, and how it is known who one is: one may write meanwhile, and hands in once it is there. */
export function Lacking({ lacking }: { lacking: readonly string[] }) {
  const t = useText()
  if (lacking.length === 0) return null
  return (
    <Notice
      kind="warning"
      title={t('applications.lacking.title')}
      action={<LinkButton href="/profile">{t('applications.lacking.profile')}</LinkButton>}
    >
      <ul {...verbatim}>
        {lacking.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p>{t('applications.lacking.meanwhile')}</p>
    </Notice>
  )
}

/** So many are taken and no more: said before somebody writes everything. */
export function PlacesTaken({
  application: { placesLeft, project },
}: {
  application: Pick<ApplicationReply, 'placesLeft' | 'project'>
}) {
  const t = useText()
  if (placesLeft !== 0 || !project.isOpen) return null
  return (
    <Notice kind="warning" title={t('applications.places.taken')}>
      {t('applications.places.wait')}
    </Notice>
  )
}
