import type { JsonSchema, OpenApiDocument, OpenApiOperation } from '../../../src/platform/openapi/document.ts'
import { Badge } from '../../components/badge.tsx'
import { Code, CodeBlock } from '../../components/code.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

interface Entry {
  method: string
  path: string
  operation: OpenApiOperation
}

export function ReferencePage({ document }: { document: OpenApiDocument }) {
  const t = useText()
  const entries: Entry[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  return (
    <PortalLayout
      title={t('reference.title')}
      header={
        <PageHeader
          title={t('reference.title')}
          lead={t('reference.lead', { version: document.info.version })}
        />
      }
    >
      <p>
        <a href="/api/openapi.json">{t('reference.download')}</a>
      </p>
      {document.tags.map(({ name }) => (
        <Section key={name} title={name} id={name}>
          {entries
            .filter(({ operation }) => operation.tags.includes(name))
            .map((entry) => (
              <OperationEntry
                key={entry.operation.operationId}
                {...entry}
                prefix={document.servers[0]?.url ?? ''}
              />
            ))}
        </Section>
      ))}
      <Section title={t('reference.shapes')}>
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <Disclosure key={name} summary={name}>
            <CodeBlock>{JSON.stringify(schema, null, 2)}</CodeBlock>
          </Disclosure>
        ))}
      </Section>
    </PortalLayout>
  )
}

function OperationEntry({ method, path, operation, prefix }: Entry & { prefix: string }) {
  const t = useText()
  const body = operation.requestBody?.content['application/json']?.schema
  const [status, reply] = Object.entries(operation.responses).find(([code]) => code !== 'default') ?? []
  const schema = reply?.content?.['application/json']?.schema
  return (
    <Disclosure
      summary={
        <>
          <Badge tone={method === 'get' ? 'info' : 'progress'}>{method.toUpperCase()}</Badge>{' '}
          <Code>{prefix + path}</Code> {operation.summary}
        </>
      }
    >
      <p>{operation.description}</p>
      {operation.parameters && operation.parameters.length > 0 && (
        <Table
          caption={t('reference.parameters')}
          rows={operation.parameters}
          rowKey={({ name }) => name}
          columns={[
            { label: t('reference.name'), heading: true, cell: ({ name }) => <Code>{name}</Code> },
            { label: t('reference.place'), cell: (parameter) => t(`reference.in.${parameter.in}`) },
            { label: t('reference.type'), cell: (parameter) => typeOf(parameter.schema) },
            {
              label: t('reference.required'),
              cell: ({ required }) => (required ? t('reference.yes') : t('reference.no')),
            },
          ]}
        />
      )}
      {body && (
        <>
          <h4>{t('reference.body')}</h4>
          <CodeBlock>{JSON.stringify(body, null, 2)}</CodeBlock>
        </>
      )}
      {schema && (
        <>
          <h4>{t('reference.reply', { status: status ?? '' })}</h4>
          <CodeBlock>{JSON.stringify(schema, null, 2)}</CodeBlock>
        </>
      )}
    </Disclosure>
  )
}

function typeOf({ type, format, enum: options }: JsonSchema): string {
  if (Array.isArray(options)) return options.join(' | ')
  return [type, format].filter(Boolean).join(', ')
}
