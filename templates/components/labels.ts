import { type ComponentChildren, isValidElement, toChildArray } from 'preact'
import type { Translate } from '../../src/platform/presentation/view.ts'
import type { FieldTextProps, Labelled } from './field.tsx'
import type { Option } from './fields.tsx'

type Drawn = (props: unknown) => ComponentChildren

/**
 * The labels of the fields by their names, read off the form before it is drawn: the summary stands above them. A
 * component without a name of its own is looked into, as deep as it goes: fields that an association declares, or that
 * several pages share, are found without saying so. A component that knows better says it by `labelsOf`.
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
    const isField = typeof name === 'string' && typeof label === 'string'
    if (isField) found.set(name, label)
    if (Array.isArray(options)) for (const { reveal } of options) labelsIn(reveal, t, found)
    // Drawing a component twice is safe: what it draws depends on its properties and the view alone.
    if (typeof child.type === 'function' && !isField && !labelsOf)
      labelsIn((child.type as Drawn)(child.props), t, found)
    else if (typeof below !== 'function') labelsIn(below, t, found)
  }
  return found
}
