import { z } from 'zod'
import type { Translate } from '../presentation/view.ts'
import type { Column } from './columns.ts'
import type { Filter } from './filters.ts'

const Options = z
  .array(
    z.strictObject({
      value: z.string(),
      /** Its words in the reader's language; null where it is a word by itself. */
      text: z.string().nullable(),
    }),
  )
  .nullable()

const labelled = {
  key: z.string(),
  /** Locale key of its words; null where the association has declared it. */
  label: z.string().nullable(),
  /** Its words in the reader's language; null for what is for programs only. */
  text: z.string().nullable(),
  type: z.string(),
  options: Options,
}

/** What can be read of a list and asked of it: also what is known only when somebody asks. */
export const ListShape = z
  .strictObject({
    columns: z.array(z.strictObject({ ...labelled, sortable: z.boolean(), nullable: z.boolean() })),
    filters: z.array(
      z.strictObject({
        ...labelled,
        /** The names by which it is asked in the address. */
        parameters: z.array(z.string()),
      }),
    ),
    sorts: z.array(z.string()),
  })
  .meta({ id: 'ListShape' })

export type ListShape = z.output<typeof ListShape>

/** Beginning of what an association has declared itself. */
const declared = 'field_[a-z][a-z0-9_]{0,38}'

/** Said in the description of the API: these parameters have no names before somebody asks. */
export function openParameters(path: string) {
  return {
    patternProperties: {
      [`^${declared}(From|Until)?$`]: {
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      },
    },
    description: `Filters by fields that the association has declared, each a parameter of its own: \`field_<key>\` for texts, options (several times for any of them) and yes or no (\`true\`, \`false\`), \`field_<key>From\` and \`field_<key>Until\` for numbers and days. \`GET ${path}/columns\` says which there are for you. One that there is not is refused with 422.`,
  }
}

export function openSort(path: string, sorts: readonly string[]) {
  return {
    examples: [...sorts],
    description: `The key of a column that sorts, with a minus before it for descending. Fields that the association has declared are \`field_<key>\`; \`GET ${path}/columns\` says which there are.`,
  }
}

export const openItem = {
  patternProperties: { [`^${declared}$`]: {} },
  description: 'Fields that the association has declared stand beside the rest, each as `field_<key>`.',
}

function optionsOf(part: Column | Filter, say: Translate): ListShape['columns'][number]['options'] {
  const texts = 'texts' in part ? part.texts : undefined
  const values = 'options' in part && part.options.length > 0 ? part.options : texts && Object.keys(texts)
  const words = 'words' in part ? part.words : undefined
  return values
    ? values.map((value) => ({ value, text: texts?.[value] ?? (words ? say(`${words}.${value}`) : null) }))
    : null
}

export function shapeOf(
  columns: Readonly<Record<string, Column>>,
  filters: Readonly<Record<string, Filter>>,
  fieldsOf: (key: string, filter: Filter) => object,
  sorts: string[],
  say: Translate,
): ListShape {
  const words = (key: string, part: Column | Filter) => ({
    key,
    label: part.label ?? null,
    text: part.text ?? (part.label ? say(part.label) : null),
    type: part.type,
    options: optionsOf(part, say),
  })
  return {
    columns: Object.entries(columns).map(([key, column]) => ({
      ...words(key, column),
      sortable: column.sortable ?? false,
      nullable: column.nullable ?? false,
    })),
    filters: Object.entries(filters).map(([key, filter]) => ({
      ...words(key, filter),
      parameters: Object.keys(fieldsOf(key, filter)),
    })),
    sorts,
  }
}
