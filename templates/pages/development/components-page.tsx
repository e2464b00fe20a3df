import { PageHeader } from '../../components/page-header.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { WorkshopStyles } from '../../components/workshop-styles.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { dataSpecimens } from './specimens/data-specimens.tsx'
import { formSpecimens } from './specimens/form-specimens.tsx'
import { pageSpecimens } from './specimens/page-specimens.tsx'

export interface ComponentsModel {
  /** How they are shown; null leaves it to the browser. */
  scheme: 'light' | 'dark' | null
  direction: 'ltr' | 'rtl' | null
}

const specimens = [...pageSpecimens, ...formSpecimens, ...dataSpecimens]

/** Every component in every state: to look at, to copy from, and for the tests to take pictures of. */
export function ComponentsPage({ scheme, direction }: ComponentsModel) {
  const t = useText()
  const switches = [
    { label: t('development.components.light'), href: '?scheme=light', current: scheme === 'light' },
    { label: t('development.components.dark'), href: '?scheme=dark', current: scheme === 'dark' },
    { label: t('development.components.rightToLeft'), href: '?direction=rtl', current: direction === 'rtl' },
    { label: t('development.components.asBrowser'), href: '/dev/components', current: !scheme && !direction },
  ]
  return (
    <PortalLayout
      title={t('development.components.title')}
      header={
        <PageHeader
          title={t('development.components.title')}
          lead={t('development.components.lead')}
          actions={switches.map(({ label, href, current }) => (
            <a
              key={href}
              class="button button-secondary"
              href={href}
              aria-current={current ? 'page' : undefined}
            >
              {label}
            </a>
          ))}
        />
      }
    >
      <WorkshopStyles />
      <div
        class="specimens"
        lang="en"
        {...verbatim}
        dir={direction ?? undefined}
        data-scheme={scheme ?? undefined}
      >
        <nav class="index" aria-label="Components">
          <ul>
            {specimens.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        {specimens.map(({ id, title, use, draw }) => (
          <section class="specimen" id={id} key={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            <p class="specimen-use">{use}</p>
            {draw()}
          </section>
        ))}
      </div>
    </PortalLayout>
  )
}
