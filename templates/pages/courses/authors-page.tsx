import type { AuthorList, FoundAuthors } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface AuthorsModel {
  authors: AuthorList
  search: string
  found: FoundAuthors['items']
  form: FormState
}

/** Whom a course is by, and where another one is found. */
export function AuthorsPage({ authors, search, found, form }: AuthorsModel) {
  const t = useText()
  const { courseId, title, items, isManaged } = authors
  const path = `/written-courses/${courseId}/authors`
  return (
    <PortalLayout
      title={t('courses.authors.of')}
      header={
        <PageHeader
          title={t('courses.authors.of')}
          lead={title}
          breadcrumbs={[{ label: t('courses.list.title'), href: '/written-courses' }]}
        />
      }
    >
      {items.length === 0 ? (
        <EmptyState title={t('courses.authors.none')} icon="people">
          {t('courses.authors.noneHelp')}
        </EmptyState>
      ) : (
        <Table
          caption={t('courses.authors.of')}
          rows={items}
          rowKey={({ personId }) => personId}
          columns={[
            {
              label: t('courses.authors.name'),
              heading: true,
              cell: ({ personId, name }) =>
                isManaged ? (
                  <a href={`${path}/${personId}`} {...verbatim}>
                    {name}
                  </a>
                ) : (
                  <span {...verbatim}>{name}</span>
                ),
            },
            {
              label: t('courses.authors.as'),
              cell: ({ isShown, mayWrite }) => (
                <>
                  {isShown && <Badge tone="info">{t('courses.authors.isShownShort')}</Badge>}{' '}
                  {mayWrite && <Badge>{t('courses.authors.mayWriteShort')}</Badge>}
                </>
              ),
            },
            ...(isManaged
              ? [
                  {
                    label: t('courses.authors.acts'),
                    cell: ({ personId, name }: AuthorList['items'][number]) => (
                      <ActionForm
                        action={`${path}/${personId}/remove`}
                        idempotencyKey={keyFor(form, `remove-${personId}`)}
                        variant="quiet"
                        label={t('courses.removeOf', { title: name })}
                      >
                        {t('courses.authors.remove')}
                      </ActionForm>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {isManaged && (
        <Section title={t('courses.authors.add')} id="add">
          <SearchForm
            action={path}
            label={t('courses.authors.search')}
            button={t('courses.authors.find')}
            value={search}
          />
          {search !== '' && found.length === 0 && <p role="status">{t('courses.authors.noneFound')}</p>}
          <ul class="plain-list">
            {found.map(({ personId, name }) => (
              <li key={personId}>
                <LinkButton href={`${path}/${personId}`} variant="quiet" icon="plus">
                  <span {...verbatim}>{name}</span>
                </LinkButton>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </PortalLayout>
  )
}
