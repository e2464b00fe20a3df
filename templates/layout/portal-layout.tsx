import type { ComponentChildren } from 'preact'
import { Icon } from '../components/icon.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useText, useView } from '../view-context.tsx'
import { Brand } from './brand.tsx'
import { Document } from './document.tsx'
import { Footer } from './footer.tsx'
import { Navigation } from './navigation.tsx'
import { AlarmNotice, DemoBanner, FlashMessage } from './notices.tsx'
import { PersonMenu } from './person-menu.tsx'

export interface PortalLayoutProps {
  /** Title of the window, and the h1 unless `header` brings its own. */
  title: string
  description?: string
  /** What it shows is still changing: without scripts it is asked for again after so many seconds. */
  refreshSeconds?: number
  /** What else machines are to know of it. */
  meta?: ComponentChildren
  /** A `<PageHeader>`, where the title alone is not enough. */
  header?: ComponentChildren
  /** True after a refused form: the window's title says so first, which readers hear before anything else. */
  hasErrors?: boolean
  /** `full` for wide tables; everything else reads better in the ordinary width. */
  width?: 'normal' | 'full'
  children: ComponentChildren
}

/** The frame of every page behind the door: top bar, navigation, one main. */
export function PortalLayout({
  title,
  description,
  refreshSeconds,
  meta,
  header,
  hasErrors,
  width,
  children,
}: PortalLayoutProps) {
  const view = useView()
  const t = useText()
  return (
    <Document
      view={view}
      title={hasErrors ? t('layout.errorTitle', { title }) : title}
      description={description}
      refreshSeconds={refreshSeconds}
      meta={meta}
    >
      <DemoBanner />
      <header class="topbar">
        <div class="topbar-inner">
          <Brand />
          <div class="topbar-tools">
            {view.navigation.top.map(({ href, icon, label }) => (
              <a
                key={href}
                class="topbar-tool"
                href={href}
                aria-current={href === view.path ? 'page' : undefined}
              >
                <Icon name={icon} />
                <span class="topbar-word">{t(label)}</span>
              </a>
            ))}
            <PersonMenu />
          </div>
        </div>
      </header>
      <div
        class={`shell${width === 'full' ? ' shell-full' : ''}${view.navigation.bar.length ? '' : ' shell-plain'}`}
      >
        <Navigation />
        <main id="main" class="main" tabIndex={-1}>
          <FlashMessage />
          <AlarmNotice />
          {header ?? <PageHeader title={title} />}
          {children}
        </main>
        <Footer />
      </div>
    </Document>
  )
}
