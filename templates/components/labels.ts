import { type ComponentChildren, isValidElement, toChildArray } from 'preact'
import type { Translate } from '../../src/platform/presentation/view.ts'
import type { FieldTextProps, Labelled } from './field.tsx'
import type { Option } from './fields.tsx'

/**
 * The labels of the fields by their names, read off the form before it is drawn: the summary stands above them. What
 * is made of several fields tells theirs by `labelsOf` of its component.
 */
export function labelsIn(
  children: ComponentChildren,
  t: Translate,
  found = new Map<string, string>(),
): Map<string, string> {
  for (const child of toChildArray(children)) {
    if (!isValidElement(child)) continue
    const { labelsOf } = child.type as Labelled
    for (const [name, label] of Object.entries(labelsOf?.(child.props as never, t) ?? {}))
      found.set(name, label)
    const {
      name,
      label,
      options,
      children: below,
    } = child.props as Partial<FieldTextProps & { name: unknown; options: Option[] }> & {
      children?: ComponentChildren
    }
    if (typeof name === 'string' && typeof label === 'string') found.set(name, label)
    for (const { reveal } of options ?? []) labelsIn(reveal, t, found)
    if (typeof below !== 'function') labelsIn(below, t, found)
  }
  return found
}
