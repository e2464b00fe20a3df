import type { ComponentChildren } from 'preact'
import { useText, useView } from '../view-context.tsx'
import { Brand } from './brand.tsx'
import { Document } from './document.tsx'
import { Footer } from './footer.tsx'
import { AlarmNotice, DemoBanner, FlashMessage } from './notices.tsx'

export interface QuietLayoutProps {
  /** Title of the window, and the h1. */
  title: string
  description?: string
  /** One sentence under the title. */
  lead?: ComponentChildren
  /** Other ways to go on, below the card: "New here? Join". */
  aside?: ComponentChildren
  hasErrors?: boolean
  children: ComponentChildren
}

/** The frame of a page with one thing to do and nowhere else to go: signing in, joining, resetting. */
export function QuietLayout({ title, description, lead, aside, hasErrors, children }: QuietLayoutProps) {
  const view = useView()
  const t = useText()
  return (
    <Document
      view={view}
      title={hasErrors ? t('layout.errorTitle', { title }) : title}
      description={description}
    >
      <DemoBanner />
      <div class="quiet">
        <header class="quiet-header">
          <Brand />
        </header>
        <main id="main" class="quiet-main" tabIndex={-1}>
          <FlashMessage />
          <AlarmNotice />
          <div class="quiet-card">
            <h1 class="quiet-title">{title}</h1>
            {lead && <p class="lead">{lead}</p>}
            {children}
          </div>
          {aside && <div class="quiet-aside">{aside}</div>}
        </main>
        <Footer />
      </div>
    </Document>
  )
}
