import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Translate, View } from '../src/platform/presentation/view.ts'

const ViewContext = createContext<View | null>(null)

export function ViewProvider({ view, children }: { view: View; children: ComponentChildren }) {
  return <ViewContext.Provider value={view}>{children}</ViewContext.Provider>
}

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view)
    throw new Error('A component was drawn outside renderPage(view, element), which provides the view.')
  return view
}

/** The translator of the request: `const t = useText()`. */
export function useText(): Translate {
  return useView().t
}
