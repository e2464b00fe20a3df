import type { FindGroup } from '../../../src/platform/presentation/finds.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Section } from '../../components/section.tsx'
import { useWords } from '../../components/words.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SearchModel {
  text: string
  /** Null before anything was asked. */
  groups: FindGroup[] | null
}

export function SearchPage({ text, groups }: SearchModel) {
  const t = useText()
  const words = useWords()
  return (
    <PortalLayout title={t('search.title')}>
      <SearchForm
        action="/search"
        name="q"
        label={t('search.label')}
        value={text}
        button={t('search.button')}
      />
      {groups === null && text !== '' && <p>{t('search.more')}</p>}
      {groups?.length === 0 && (
        <EmptyState title={t('search.none', { text })} icon="search">
          {t('search.noneHelp')}
        </EmptyState>
      )}
      {groups?.map(({ name, title, found }) => (
        <Section key={name} id={name.replace(/^.*\./, '')} title={words(title)}>
          {found ? (
            <ul class="named-rows">
              {found.map((find) => (
                <li key={find.id}>
                  <a href={find.href}>{words(find.title)}</a>
                  {find.note && <span> {words(find.note)}</span>}
                </li>
              ))}
            </ul>
          ) : (
            <Notice kind="warning">{t('search.unanswered')}</Notice>
          )}
        </Section>
      ))}
    </PortalLayout>
  )
}
