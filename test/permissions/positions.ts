type Schema = Readonly<Record<string, unknown>>

/** Somewhere in a request where an id, or a word of one's own, can stand. */
export interface Position {
  in: 'path' | 'query' | 'body'
  /** From the outside in: the name of a parameter, or of the fields of a body that lead there. */
  steps: readonly string[]
  /** It stands in a list there. */
  inList: boolean
  isId: boolean
}

export interface Described {
  name: string
  method: string
  /** As the description writes it, below the address of the API. */
  path: string
  /** What kind of body it takes. */
  mediaType: string | null
  positions: Position[]
}

/** Whatever the description of the API says can be sent, operation by operation. */
export function positionsIn(document: Readonly<Record<string, unknown>>): Described[] {
  const schemas = ((document.components as Schema).schemas ?? {}) as Record<string, Schema>
  const paths = document.paths as Record<string, Record<string, Schema>>
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []) as Array<{ name: string; in: string; schema: Schema }>
      const content = ((operation.requestBody as Schema | undefined)?.content ?? {}) as Record<string, Schema>
      const body = content['application/json']?.schema as Schema | undefined
      return {
        name: String(operation.operationId),
        method,
        path,
        mediaType: Object.keys(content)[0] ?? null,
        positions: [
          ...parameters
            .filter((each) => each.in === 'path' || each.in === 'query')
            .flatMap(({ name, in: place, schema }) =>
              leavesOf(schema, [name], schemas).map((leaf) => ({ ...leaf, in: place as 'path' | 'query' })),
            ),
          // What is written into a text of a body stays a text.
          ...(body ? leavesOf(body, [], schemas) : [])
            .filter(({ isId }) => isId)
            .map((leaf) => ({ ...leaf, in: 'body' as const })),
        ],
      }
    }),
  )
}

type Leaf = Omit<Position, 'in'>

/** Every text within a schema that may be any text. */
function leavesOf(
  schema: Schema,
  steps: readonly string[],
  schemas: Record<string, Schema>,
  inList = false,
  depth = 0,
): Leaf[] {
  if (depth > 8) return []
  const within = (each: unknown, more: readonly string[] = steps, list = inList) =>
    leavesOf(each as Schema, more, schemas, list, depth + 1)
  if (typeof schema.$ref === 'string') return within(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  const choices = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as Schema[] | undefined
  if (choices) {
    const leaves = choices.flatMap((each) => within(each))
    // A text that is a word of a list or else an id is an id here.
    const byPlace = new Map(leaves.map((leaf) => [leaf.steps.join('/'), leaf]))
    for (const leaf of leaves) if (leaf.isId) byPlace.set(leaf.steps.join('/'), leaf)
    return [...byPlace.values()]
  }
  const type = schema.type
  if (type === 'array') return within(schema.items ?? {}, steps, true)
  if (type === 'object')
    return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, each]) =>
      within(each, [...steps, name]),
    )
  const isText = type === 'string' || (Array.isArray(type) && type.includes('string'))
  if (!isText || schema.enum || schema.const !== undefined || steps.length === 0) return []
  if (schema.format && schema.format !== 'uuid') return []
  return [
    {
      steps,
      inList,
      isId: schema.format === 'uuid' || /id$|ids$|^chosen$|^roles?$/i.test(steps.at(-1) ?? ''),
    },
  ]
}

/** The same body with something else in one place. */
export function withValue(
  body: Schema,
  { steps, inList }: Pick<Position, 'steps' | 'inList'>,
  value: string,
): Schema {
  const [first = '', ...rest] = steps
  const inner = body[first]
  if (rest.length === 0) return { ...body, [first]: inList ? [value] : value }
  const next = { steps: rest, inList }
  if (Array.isArray(inner)) return { ...body, [first]: [withValue((inner[0] ?? {}) as Schema, next, value)] }
  return { ...body, [first]: withValue((inner ?? {}) as Schema, next, value) }
}
