import type { IconName } from '../presentation/icons.ts'
import type { Navigation, NavigationItem } from '../presentation/view.ts'

/**
 * Where a page may stand in the navigation, in the order of the groups, with the locale key of each one's heading. A
 * theme of its own, such as learning, is a line of its own here.
 */
export const navigationGroups = {
  /** Above all others, without a heading. */
  start: null,
  me: 'layout.groups.me',
  association: 'layout.groups.association',
  administration: 'layout.groups.administration',
  /** What is said once and holds from then on. */
  settings: 'layout.groups.settings',
  /** Of the installation, for whoever runs it. */
  platform: 'layout.groups.platform',
} as const satisfies Record<string, string | null>

/** A page's place in the navigation, shown to whoever may open it. */
export interface Place {
  /** `top`: a sign in the top bar, on every page. */
  group: keyof typeof navigationGroups | 'top'
  /** Locale key. */
  label: string
  icon: IconName
  /** Among those of its group. */
  order: number
  /** Its place in the bottom bar of phones, which has few: the lowest that somebody may open stand there. */
  bar?: number
  /** Who sees it there, where more may open it than it is for: a permission instead of the page's own. */
  permission?: string
  /** Stands in the menu under the person's name as well. */
  account?: boolean
}

/** A page with its place. */
export type PlacedPage = Place & { path: string }

/** Places in the order in which they are shown. */
function inOrder<Placed extends PlacedPage>(places: readonly Placed[]): Placed[] {
  const groups = Object.keys(navigationGroups)
  return [...places].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.order - b.order)
}

/** A bound for what is kept, since associations make roles of their own. */
const mostKept = 500

/**
 * What somebody sees of all places: those that they may open. Who may open the same ones gets the same object, so that
 * the layout can remember what it drew of it.
 */
export function createNavigation<Placed extends PlacedPage>(
  placed: readonly Placed[],
): (mayOpen: (place: Placed) => boolean) => Navigation {
  const places = inOrder(placed)
  const kept = new Map<string, Navigation>()
  return (mayOpen) => {
    const open = places.filter(mayOpen)
    const key = open.map(({ path }) => path).join(' ')
    let navigation = kept.get(key)
    if (!navigation) {
      navigation = navigationOf(open)
      if (kept.size >= mostKept) kept.clear()
      kept.set(key, navigation)
    }
    return navigation
  }
}

function navigationOf(places: readonly PlacedPage[]): Navigation {
  const shown = places.filter(({ group }) => group !== 'top')
  const groups = Object.entries(navigationGroups).map(([name, heading]) => ({
    name,
    heading,
    items: shown.filter(({ group }) => group === name).map(toItem),
  }))
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    bar: [...shown].sort((a, b) => (a.bar ?? unranked) - (b.bar ?? unranked)).map(toItem),
    top: places.filter(({ group }) => group === 'top').map(toItem),
    account: places.filter(({ account }) => account).map(toItem),
  }
}

/** Behind all that say their place, in the order of the groups. */
const unranked = 1_000

function toItem({ label, icon, path }: PlacedPage): NavigationItem {
  return { label, icon, href: path }
}
