import type { ComponentChildren } from 'preact'
import type { JsonSchema } from '../../../src/platform/openapi/document.ts'
import type { Translate } from '../../../src/platform/presentation/view.ts'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

export interface SchemaField {
  name: string
  required: boolean
  schema: JsonSchema
  note?: ComponentChildren
}

/** What people need of a JSON schema: names, kinds, limits. The file to download has the rest. */
export function SchemaFields({ schema, fields }: { schema?: JsonSchema; fields?: SchemaField[] }) {
  const t = useText()
  const shown = fields ?? fieldsOf(schema ?? {})
  if (shown.length === 0) return <p>{kindOf(schema ?? {}, t)}</p>
  return (
    <dl class="schema">
      {shown.map(({ name, required, schema: field, note }) => (
        <div key={name}>
          <dt {...verbatim}>{name}</dt>
          <dd>
            {kindOf(field, t)}
            {!required && note === undefined && (
              <span class="field-optional"> ({t('layout.form.optional')})</span>
            )}
            {note && <span class="schema-note">{note}</span>}
            {typeof field.description === 'string' && (
              <span class="schema-note" lang="en">
                {field.description}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The fields of an object, those of objects inside of it after it: `items[].id`, `abilities.join`. */
export function fieldsOf(schema: JsonSchema, prefix = ''): SchemaField[] {
  const required = new Set(asList<string>(schema.required))
  return Object.entries((schema.properties as Record<string, JsonSchema> | undefined) ?? {}).flatMap(
    ([name, field]) => {
      const whole = prefix + name
      const own = { name: whole, required: required.has(name), schema: field }
      const items = field.items as JsonSchema | undefined
      if (field.properties) return [own, ...fieldsOf(field, `${whole}.`)]
      if (items?.properties) return [own, ...fieldsOf(items, `${whole}[].`)]
      return [own]
    },
  )
}

export function isEmpty(schema: JsonSchema): boolean {
  if (schema.type === 'object') return fieldsOf(schema).length === 0
  return schema.type === 'null' || (!schema.$ref && schema.type === undefined && schema.anyOf === undefined)
}

export function shapeId(name: string): string {
  return `shape-${name}`
}

function kindOf(schema: JsonSchema, t: Translate): ComponentChildren {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return (
      <a href={`#${shapeId(name)}`} {...verbatim}>
        {name}
      </a>
    )
  }
  const options = asList<JsonSchema>(schema.anyOf)
  if (options.length > 0) return joined(options.map((option) => kindOf(option, t)))
  const values = schema.const === undefined ? asList(schema.enum) : [schema.const]
  if (values.length > 0)
    return joined(
      values.map((value) => (
        <code key={String(value)} {...verbatim}>
          {JSON.stringify(value)}
        </code>
      )),
    )
  if (schema.type === 'array')
    return (
      <>
        {t('reference.type.array')} {schema.items ? <>· {kindOf(schema.items as JsonSchema, t)}</> : null}
      </>
    )
  const type = asList<string>(schema.type ?? 'any')
  const words = type.map((name) => t(`reference.type.${name}`)).join(' | ')
  const format = typeof schema.format === 'string' ? schema.format : ''
  const limits = limitsOf(schema, t)
  return (
    <>
      {words}
      {format && (
        <>
          , <span {...verbatim}>{format}</span>
        </>
      )}
      {limits && `, ${limits}`}
    </>
  )
}

function limitsOf(schema: JsonSchema, t: Translate): string {
  const least = schema.minLength ?? schema.minimum ?? schema.minItems
  const most = schema.maxLength ?? schema.maximum ?? schema.maxItems
  const isReal = (limit: unknown): limit is number => typeof limit === 'number' && Math.abs(limit) < 2 ** 31
  if (isReal(least) && isReal(most)) return least === most ? String(least) : `${least}–${most}`
  if (isReal(most)) return t('reference.most', { most })
  return isReal(least) && least > 0 ? t('reference.least', { least }) : ''
}

function joined(parts: ComponentChildren[]): ComponentChildren {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [' | ', part]))
}

function asList<Item>(value: unknown): Item[] {
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]) as Item[]
}
