import type { OpenApiDocument, OpenApiOperation } from '../../../src/platform/openapi/document.ts'
import type { Refusal } from '../../../src/platform/openapi/refusals.ts'
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
export function ReferencePage({
  document,
  refusals,
}: {
  document: OpenApiDocument
  refusals: readonly Refusal[]
}) {
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
  const statuses = [...new Set(refusals.map(({ status }) => status))].sort((one, other) => one - other)
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
            <a href="#refusals">{t('reference.refusals')}</a> <span>{refusals.length}</span>
          </li>
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
      <Section title={t('reference.refusals')} id="refusals" description={t('reference.refusalsHelp')}>
        <div class="calls">
          {statuses.map((status) => (
            <details class="call" key={status}>
              <summary>
                <span class="call-summary">
                  {status} {t(`request.status.${status}`)}
                </span>
              </summary>
              <div class="call-body" id={refusalsId(status)}>
                <dl class="schema">
                  {refusals
                    .filter((refusal) => refusal.status === status)
                    .map(({ code, words }) => (
                      <div key={code}>
                        <dt {...verbatim}>{code}</dt>
                        <dd lang="en">{words}</dd>
                      </div>
                    ))}
                </dl>
              </div>
            </details>
          ))}
        </div>
      </Section>
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
  const replies = Object.entries(operation.responses)
  const [status = '', reply] = replies.find(([code]) => Number(code) < 400) ?? []
  const [media, content] = Object.entries(reply && 'content' in reply ? (reply.content ?? {}) : {})[0] ?? []
  const refusals = replies.map(([code]) => code).filter((code) => Number(code) >= 400)
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
        {reply && 'description' in reply && <p lang="en">{withCode(reply.description)}</p>}
        {media !== undefined && media !== 'application/json' ? (
          <p>
            <Code>{media}</Code>
          </p>
        ) : content && !isEmpty(content.schema) ? (
          <SchemaFields schema={content.schema} />
        ) : (
          <p>{t('reference.nothing')}</p>
        )}
        <h3>{t('reference.refusals')}</h3>
        <ul class="statuses">
          {refusals.map((code) => (
            <li key={code}>
              <a href={`#${refusalsId(code)}`}>
                {code} {t(`request.status.${code}`)}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}

function refusalsId(status: string | number): string {
  return `refusals-${status}`
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Names between backticks, as descriptions have them. */
function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <Code key={part}>{part}</Code> : part))
}
