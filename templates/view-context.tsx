import type { Translate, View } from '../src/platform/presentation/view.ts'

let current: View | null = null

/** Draws with a view at hand. Drawing is one synchronous step, so that a variable does what a context would. */
export function withView<Result>(view: View, draw: () => Result): Result {
  const before = current
  current = view
  try {
    return draw()
  } finally {
    current = before
  }
}

export function useView(): View {
  if (!current)
    throw new Error('A component was drawn outside renderPage(view, element), which provides the view.')
  return current
}

/** The translator of the request: `const t = useText()`. */
export function useText(): Translate {
  return useView().t
}
