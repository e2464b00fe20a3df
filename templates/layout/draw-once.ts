import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'

export type DrawOnce = (of: object, key: string, draw: () => JSX.Element) => { __html: string }

/**
 * Draws a part that is the same on many pages once, and keeps the markup as long as there is what it was drawn of.
 * Whatever the part depends on has to be in `of` or in `key`.
 */
export function createDrawOnce(): DrawOnce {
  const drawn = new WeakMap<object, Map<string, string>>()
  return (of, key, draw) => {
    const ofIt = drawn.get(of) ?? new Map<string, string>()
    drawn.set(of, ofIt)
    const markup = ofIt.get(key) ?? renderToString(draw())
    ofIt.set(key, markup)
    return { __html: markup }
  }
}
