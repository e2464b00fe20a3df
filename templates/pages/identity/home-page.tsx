import type {
  HomeCards,
  LoadedSection,
  HomeCard as Model,
} from '../../../src/platform/presentation/home-cards.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Card, CardGrid } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { Section } from '../../components/section.tsx'
import { useWords } from '../../components/words.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface HomeModel {
  /** Null for an account that is no person of this association. */
  member: { name: string; sections: LoadedSection[] } | null
  /** Where the association lets people in by providers only: the way to each, for whoever came in otherwise. */
  providers: Array<{ name: string; href: string }>
}

/** Rooms say what stands here; this page says how it looks. */
export function HomePage({ member, providers }: HomeModel) {
  const t = useText()
  const words = useWords()
  const { brand } = useView()
  return (
    <PortalLayout
      title={member ? t('identity.home.welcome', { name: member.name }) : t('identity.home.title')}
    >
      {member ? (
        member.sections.map(({ name, title, content }) => (
          <Section
            key={name}
            id={name.replace(/^.*\./, '')}
            title={words(title)}
            action={content?.more && <a href={content.more.href}>{words(content.more.words)}</a>}
          >
            {content ? (
              <Cards content={content} />
            ) : (
              <Notice kind="warning">{t('identity.home.sectionFailed')}</Notice>
            )}
          </Section>
        ))
      ) : (
        <Notice kind="info">
          <p>
            {t(providers.length > 0 ? 'identity.home.providerOnly' : 'identity.home.notYours', {
              name: brand.name,
            })}
          </p>
          {providers.map(({ name, href }) => (
            <LinkButton key={href} href={href} variant="primary">
              {t('identity.signIn.with', { name })}
            </LinkButton>
          ))}
        </Notice>
      )}
    </PortalLayout>
  )
}

function Cards({ content: { cards, empty } }: { content: HomeCards }) {
  const words = useWords()
  if (cards.length === 0 && empty)
    return (
      <EmptyState
        title={words(empty.title)}
        icon="units"
        action={empty.action && <LinkButton href={empty.action.href}>{words(empty.action.words)}</LinkButton>}
      >
        {words(empty.help)}
      </EmptyState>
    )
  return (
    <CardGrid>
      {cards.map((card) => (
        <HomeCard key={card.href} {...card} />
      ))}
    </CardGrid>
  )
}

function HomeCard({ title, href, icon, facts, badge, action }: Model) {
  const words = useWords()
  return (
    <Card
      level={3}
      icon={icon}
      title={words(title)}
      href={href}
      badge={badge && <Badge tone={badge.tone}>{words(badge.words)}</Badge>}
      footer={action && <LinkButton href={action.href}>{words(action.words)}</LinkButton>}
    >
      {facts.map((fact) => (
        <p class="card-meta" key={words(fact)}>
          {words(fact)}
        </p>
      ))}
    </Card>
  )
}
