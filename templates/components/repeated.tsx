import type { ComponentChildren } from 'preact'
import type { Translate } from '../../src/platform/presentation/view.ts'
import { useText } from '../view-context.tsx'
import { Button } from './button.tsx'
import { FieldError } from './field.tsx'
import { asRows, pointerOf, useField } from './form-context.tsx'
import { labelsIn } from './labels.ts'

export interface RepeatedProps {
  /** The rows are posted as `name.0.part`, `name.1.part` … */
  name: string
  legend: string
  help?: string
  /** Words of the button that adds one: "Add another certificate". */
  add: string
  /** What one row is called, with its number: "Certificate 2". */
  rowLegend: (number: number) => string
  /** Rows there are before anything was typed. */
  rows?: number
  most?: number
  /** The fields of one row; `at` is the beginning of their names. */
  children: (at: string, index: number) => ComponentChildren
}

/**
 * The same questions for each of several things. Adding and removing send the form to where it stands, and it comes
 * back with what was typed and a row more or less: nothing is saved, and no script is needed.
 */
export function Repeated({
  name,
  legend,
  help,
  add,
  rowLegend,
  rows = 1,
  most = 20,
  children,
}: RepeatedProps) {
  const field = useField(name)
  const t = useText()
  const count = field.value === undefined ? rows : asRows(field.value)
  return (
    <fieldset class="fieldset repeated" id={field.id}>
      <legend class="fieldset-legend">{legend}</legend>
      {help && <p class="field-help">{help}</p>}
      {/* What is wrong with how many there are; what is wrong with one of them stands there. */}
      <FieldError id={field.id} issues={field.issues.filter(({ pointer }) => pointer === pointerOf(name))} />
      {/* Enter presses the first button of a form: it must not be one that removes a row. */}
      <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true" />
      {Array.from({ length: count }, (_, index) => (
        <fieldset class="repeated-row" key={`${name}.${String(index)}`}>
          <legend class="repeated-legend">{rowLegend(index + 1)}</legend>
          {children(`${name}.${index}`, index)}
          <Button
            type="submit"
            variant="quiet"
            icon="trash"
            name="_rows"
            value={`remove ${name}.${index}`}
            label={t('components.repeated.removeLabel', { row: rowLegend(index + 1) })}
          >
            {t('components.repeated.remove')}
          </Button>
        </fieldset>
      ))}
      {count < most && (
        <Button type="submit" icon="plus" name="_rows" value={`add ${name} ${count}`}>
          {add}
        </Button>
      )}
    </fieldset>
  )
}

/** Names of rows that are not there do no harm: nothing can be wrong with them. */
Repeated.labelsOf = ({ name, legend, rowLegend, most = 20, children }: RepeatedProps, t: Translate) => ({
  [name]: legend,
  ...Object.fromEntries(
    Array.from({ length: most }, (_, index) =>
      [...labelsIn(children(`${name}.${index}`, index), t)].map(([field, label]) => [
        field,
        `${rowLegend(index + 1)}, ${label}`,
      ]),
    ).flat(),
  ),
})
