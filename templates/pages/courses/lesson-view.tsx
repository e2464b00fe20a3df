import type { LessonReply } from '../../../src/modules/courses/contract.ts'
import { LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'
import { Written } from './course-words.tsx'

export interface LessonViewModel {
  lesson: LessonReply
  /** Where its video is played inside the page; null where it is none. */
  player: string | null
}

/** What there is to learn, the same for whoever takes a course and whoever looks beforehand. */
export function LessonView({ lesson, player }: LessonViewModel) {
  const t = useText()
  const { kind, title, url, body, transcript, links } = lesson
  return (
    <>
      {player && (
        <div class="player">
          <iframe
            src={player}
            title={title}
            loading="lazy"
            allow="fullscreen; picture-in-picture"
            referrerpolicy="strict-origin-when-cross-origin"
            sandbox="allow-scripts allow-same-origin allow-presentation"
          />
          <p>
            <a href={url ?? player} rel="noopener noreferrer external">
              {t('courses.videoElsewhere')}
            </a>
          </p>
        </div>
      )}
      {kind === 'live' && <Session lesson={lesson} />}
      {body && <Written text={body} />}
      {kind === 'link' && url && (
        <p>
          <LinkButton href={url} variant="primary">
            {t('courses.openLink')}
          </LinkButton>{' '}
          <span class="hint" {...verbatim}>
            {new URL(url).host}
          </span>
        </p>
      )}
      {transcript && (
        <Disclosure summary={t('courses.transcript')}>
          <Written text={transcript} />
        </Disclosure>
      )}
      {links.length > 0 && (
        <Section title={t('courses.readOn')} id="links">
          <ul {...verbatim}>
            {links.map((link) => (
              <li key={`${link.url} ${link.title}`}>
                <a href={link.url} rel="noopener noreferrer external">
                  {link.title}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Session({ lesson: { startsAt, endsAt, venue, url } }: { lesson: LessonReply }) {
  const t = useText()
  return (
    <DescriptionList
      items={[
        ...(startsAt ? [{ label: t('courses.startsAt'), value: <Time value={startsAt} /> }] : []),
        ...(endsAt ? [{ label: t('courses.endsAt'), value: <Time value={endsAt} /> }] : []),
        ...(venue ? [{ label: t('courses.venue'), value: <span {...verbatim}>{venue}</span> }] : []),
        ...(url
          ? [
              {
                label: t('courses.sessionUrl'),
                value: (
                  <a href={url} rel="noopener noreferrer external" {...verbatim}>
                    {url}
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
