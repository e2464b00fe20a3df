import type { ComponentChildren } from 'preact'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

/** Parts of the profile, also those of other rooms: each a page with a form of its own. */
export type ProfileTabs = Array<{ label: string; href: string }>

export interface ProfileLayoutProps {
  tabs: ProfileTabs
  title: string
  form?: FormState
  children: ComponentChildren
}

export function ProfileLayout({ tabs, title, form, children }: ProfileLayoutProps) {
  const t = useText()
  const { path } = useView()
  const isHere = (href: string) => path === href || (href !== '/profile' && path.startsWith(`${href}/`))
  return (
    <PortalLayout
      title={`${title} · ${t('people.profile.title')}`}
      header={<PageHeader title={t('people.profile.title')} />}
      hasErrors={form !== undefined && form.issues.length > 0}
    >
      <Tabs
        label={t('people.profile.parts')}
        items={tabs.map(({ label, href }) => ({ label: t(label), href, current: isHere(href) }))}
      />
      <h2>{title}</h2>
      {children}
    </PortalLayout>
  )
}
