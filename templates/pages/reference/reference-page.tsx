import type { OpenApiDocument, OpenApiOperation } from '../../../src/platform/openapi/document.ts'
import { LinkButton } from '../../components/button.tsx'
import { Code } from '../../components/code.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { WorkshopStyles } from '../../components/workshop-styles.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { fieldsOf, isEmpty, SchemaFields, shapeId } from './schema-fields.tsx'

interface Entry {
  method: string
  path: string
  operation: OpenApiOperation
}

/** Folded, so that the page is its own index: each line says what a call does, and opens to how. */
export function ReferencePage({ document }: { document: OpenApiDocument }) {
  const t = useText()
  const prefix = document.servers[0]?.url ?? ''
  const entries: Entry[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path: prefix + path, operation })),
  )
  const rooms = document.tags.map(({ name }) => ({
    name,
    entries: entries.filter(({ operation }) => operation.tags.includes(name)),
  }))
  const shapes = Object.entries(document.components.schemas)
  return (
    <PortalLayout
      title={t('reference.title')}
      header={
        <PageHeader
          title={t('reference.title')}
          lead={t('reference.lead', { version: document.info.version })}
          actions={
            <LinkButton href="/api/openapi.json" icon="download">
              {t('reference.download')}
            </LinkButton>
          }
        />
      }
    >
      <WorkshopStyles />
      <nav class="index" aria-label={t('reference.index')}>
        <ul>
          {rooms.map((room) => (
            <li key={room.name}>
              <a href={`#${room.name}`} lang="en">
                {capitalised(room.name)}
              </a>{' '}
              <span>{room.entries.length}</span>
            </li>
          ))}
          <li>
            <a href="#shapes">{t('reference.shapes')}</a> <span>{shapes.length}</span>
          </li>
        </ul>
      </nav>
      <ul class="notes">
        {['session', 'errors', 'repeats', 'lists'].map((note) => (
          <li key={note}>{t(`reference.note.${note}`)}</li>
        ))}
      </ul>
      {rooms.map((room) => (
        <Section key={room.name} title={<span lang="en">{capitalised(room.name)}</span>} id={room.name}>
          <div class="calls">
            {room.entries.map((entry) => (
              <Call key={entry.operation.operationId} {...entry} />
            ))}
          </div>
        </Section>
      ))}
      <Section title={t('reference.shapes')} id="shapes" description={t('reference.shapesHelp')}>
        <div class="calls">
          {shapes.map(([name, schema]) => (
            <details class="call" key={name}>
              <summary>
                <span class="call-summary" {...verbatim}>
                  {name}
                </span>
              </summary>
              {/* Inside, so that a link to it opens what it is folded into. */}
              <div class="call-body" id={shapeId(name)}>
                <SchemaFields schema={schema} />
              </div>
            </details>
          ))}
        </div>
      </Section>
    </PortalLayout>
  )
}

function Call({ method, path, operation }: Entry) {
  const t = useText()
  const [status = '', reply] = Object.entries(operation.responses).find(([code]) => code !== 'default') ?? []
  const [media, content] = Object.entries(reply?.content ?? {})[0] ?? []
  const body = operation.requestBody?.content['application/json']?.schema
  const parameters = operation.parameters ?? []
  return (
    <details class="call" id={operation.operationId}>
      <summary>
        <span class="call-summary" lang="en">
          {operation.summary}
        </span>
        <span class="call-address" {...verbatim}>
          <span class="call-method" data-method={method}>
            {method.toUpperCase()}
          </span>{' '}
          <code>{path}</code>
        </span>
      </summary>
      <div class="call-body">
        <p lang="en">{withCode(operation.description)}</p>
        {parameters.length > 0 && (
          <>
            <h3>{t('reference.parameters')}</h3>
            <SchemaFields
              fields={parameters.map(({ name, in: place, required, schema, description }) => ({
                name,
                required,
                schema,
                note: (
                  <>
                    {t(`reference.in.${place}`)}
                    {description && <span lang="en"> – {description}</span>}
                  </>
                ),
              }))}
            />
          </>
        )}
        {body && fieldsOf(body).length > 0 && (
          <>
            <h3>{t('reference.body')}</h3>
            <SchemaFields schema={body} />
          </>
        )}
        <h3>{t('reference.reply', { status })}</h3>
        {media !== undefined && media !== 'application/json' ? (
          <p>
            <Code>{media}</Code>
          </p>
        ) : content && !isEmpty(content.schema) ? (
          <SchemaFields schema={content.schema} />
        ) : (
          <p>{t('reference.nothing')}</p>
        )}
      </div>
    </details>
  )
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Names between backticks, as descriptions have them. */
function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <Code key={part}>{part}</Code> : part))
}
