import pg from 'pg'
import { type Statement, splitStatements } from './statements.ts'

/** A script that PostgreSQL refused, with the statement that it refused. */
export class ScriptFailure extends Error {}

/** The whole text in one message: PostgreSQL finds the ends of the statements, we only name the one that failed. */
export async function runScript(client: pg.Client, script: string): Promise<void> {
  let completed = 0
  const count = () => {
    completed++
  }
  client.connection.on('commandComplete', count)
  try {
    await client.query(script)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    throw new ScriptFailure(
      describe(error, script, failedStatement(error, splitStatements(script), completed)),
    )
  } finally {
    client.connection.off('commandComplete', count)
  }
}

export async function runStatements(client: pg.Client, script: string): Promise<void> {
  for (const statement of splitStatements(script)) {
    try {
      await client.query(statement.text)
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error
      throw new ScriptFailure(describe(error, script, statement))
    }
  }
}

function failedStatement(
  error: pg.DatabaseError,
  statements: Statement[],
  completed: number,
): Statement | undefined {
  if (!error.position) return statements[completed]
  const offset = Number(error.position) - 1
  return statements.findLast(({ start }) => start <= offset)
}

function describe(error: pg.DatabaseError, script: string, statement: Statement | undefined): string {
  const reason = [error.message, error.detail, error.hint, error.where].filter(Boolean).join('. ')
  if (!statement) return reason
  const line = script.slice(0, statement.start).split('\n').length
  return `${reason}, in the statement at line ${line}:\n${excerpt(statement.text)}`
}

function excerpt(text: string): string {
  const lines = text.split('\n')
  const shown = lines.slice(0, 6).map((line) => `    ${line.slice(0, 160)}`)
  return [...shown, ...(lines.length > 6 ? ['    …'] : [])].join('\n')
}
