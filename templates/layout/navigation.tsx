import type { NavigationItem } from '../../src/platform/presentation/view.ts'
import { Icon } from '../components/icon.tsx'
import { useView } from '../view-context.tsx'

/** A bottom bar of a phone holds five targets that a thumb can tell apart. */
const barPlaces = 5

/** The item whose address is the longest beginning of the path: /people/42 lies in /people, not in /. */
export function currentItem(items: NavigationItem[], path: string): NavigationItem | undefined {
  const holds = (href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`))
  return items.filter((item) => holds(item.href)).sort((a, b) => b.href.length - a.href.length)[0]
}

export function Navigation() {
  const { navigation, path, t } = useView()
  if (navigation.length === 0) return null
  const current = currentItem(navigation, path)
  const inBar = navigation.length > barPlaces ? barPlaces - 1 : navigation.length
  const rest = navigation.slice(inBar)
  const link = (item: NavigationItem) => (
    <a
      class="navigation-link"
      href={item.href}
      aria-current={item !== current ? undefined : item.href === path ? 'page' : 'true'}
    >
      <Icon name={item.icon} />
      <span class="navigation-label">{t(item.label)}</span>
    </a>
  )
  // The rest stands twice: in the list for wide screens and behind "More" for phones. One is always display: none.
  return (
    <nav class="navigation" aria-label={t('layout.navigation')}>
      <ul class="navigation-list">
        {navigation.map((item, index) => (
          <li key={item.href} class={index < inBar ? undefined : 'navigation-wide'}>
            {link(item)}
          </li>
        ))}
        {rest.length > 0 && (
          <li class="navigation-narrow">
            <details class="menu navigation-more" data-menu>
              <summary
                class="navigation-link"
                data-current={current && rest.includes(current) ? '' : undefined}
              >
                <Icon name="more" />
                <span class="navigation-label">{t('layout.more')}</span>
              </summary>
              <ul class="menu-panel">
                {rest.map((item) => (
                  <li key={item.href}>{link(item)}</li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  )
}
