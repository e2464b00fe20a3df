import type { NavigationItem, Navigation as NavigationModel } from '../../src/platform/presentation/view.ts'
import { Icon } from '../components/icon.tsx'
import { useText, useView } from '../view-context.tsx'
import { createDrawOnce } from './draw-once.ts'

/** A bottom bar of a phone holds five targets that a thumb can tell apart. */
const barPlaces = 5

/** The item whose address is the longest beginning of the path: /people/42 lies in /people, not in /. */
export function currentItem(items: NavigationItem[], path: string): NavigationItem | undefined {
  const holds = (href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`))
  return items.filter((item) => holds(item.href)).sort((a, b) => b.href.length - a.href.length)[0]
}

const drawOnce = createDrawOnce()

/**
 * Two ways to the same places, of which one is always display: none: all of them in their groups beside the page, and
 * on phones a bar at the bottom with the most important, the others in their groups behind "More". It is more than half
 * of what most pages draw, and the same for all who may open the same places.
 */
export function Navigation() {
  const { navigation, path, locale, t } = useView()
  if (navigation.bar.length === 0) return null
  const current = currentItem(navigation.bar, path)?.href
  const isHere = current === path
  return (
    <nav
      class="navigation"
      aria-label={t('layout.navigation')}
      dangerouslySetInnerHTML={drawOnce(navigation, `${locale} ${current} ${isHere}`, () => (
        <Places navigation={navigation} current={current} isHere={isHere} />
      ))}
    />
  )
}

interface PlacesProps {
  navigation: NavigationModel
  /** Address of the place in which the page lies. */
  current: string | undefined
  /** Whether it is that place itself. */
  isHere: boolean
}

function Places({ navigation: { groups, bar }, current, isHere }: PlacesProps) {
  const t = useText()
  const inBar = bar.slice(0, bar.length > barPlaces ? barPlaces - 1 : barPlaces)
  const isInBar = ({ href }: NavigationItem) => inBar.some((item) => item.href === href)
  const link = ({ href, icon, label }: NavigationItem) => (
    <li key={href}>
      <a
        class="navigation-link"
        href={href}
        aria-current={href !== current ? undefined : isHere ? 'page' : 'true'}
      >
        <Icon name={icon} />
        <span class="navigation-label">{t(label)}</span>
      </a>
    </li>
  )
  const grouped = (place: string, isShown: (item: NavigationItem) => boolean) =>
    groups.map(({ name, heading, items }) => {
      const shown = items.filter(isShown)
      if (shown.length === 0) return null
      const id = `${place}-${name}`
      return (
        <div class="navigation-group" key={name}>
          {heading && (
            <p class="navigation-heading" id={id}>
              {t(heading)}
            </p>
          )}
          <ul aria-labelledby={heading ? id : undefined}>{shown.map(link)}</ul>
        </div>
      )
    })
  return (
    <>
      <div class="navigation-wide">{grouped('navigation', () => true)}</div>
      <ul class="navigation-bar">
        {inBar.map(link)}
        {bar.length > inBar.length && (
          <li>
            <details class="menu navigation-more" data-menu>
              <summary
                class="navigation-link"
                data-current={current && !inBar.some(({ href }) => href === current) ? '' : undefined}
              >
                <Icon name="more" />
                <span class="navigation-label">{t('layout.more')}</span>
              </summary>
              <div class="menu-panel">{grouped('more', (item) => !isInBar(item))}</div>
            </details>
          </li>
        )}
      </ul>
    </>
  )
}
