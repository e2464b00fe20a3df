export interface Statement {
  text: string
  /** Where it begins in the script, comments before it left out. */
  start: number
}

const insignificant = /(?:\s+|--[^\n]*)+/y
const quotedThings = [
  // The escape string first: in it, unlike in the others, a backslash hides a quote.
  /[eE]'(?:[^'\\]|\\.|'')*'/sy,
  /'(?:[^']|'')*'/sy,
  /"(?:[^"]|"")*"/sy,
  /\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$.*?\$\k<tag>\$/sy,
  /--[^\n]*/y,
]
/** Words count whole, so that the `e` that ends one does not begin an escape string. */
const word = /[\w\u0080-\uffff][\w$\u0080-\uffff]*/y

/**
 * Splits a script at its semicolons, without stumbling over those in quotes, comments and function bodies.
 * PostgreSQL itself never gets the pieces where the whole script will do; they serve to name one.
 */
export function splitStatements(script: string): Statement[] {
  const statements: Statement[] = []
  let position = 0
  while (position < script.length) {
    const start = skipInsignificant(script, position)
    const end = statementEnd(script, start)
    if (end > start && script[start] !== ';')
      statements.push({ text: script.slice(start, end).trim(), start })
    position = end + 1
  }
  return statements
}

function skipInsignificant(script: string, from: number): number {
  let position = from
  for (;;) {
    const next = blockCommentEnd(script, matchEnd(insignificant, script, position) ?? position)
    if (next === position) return position
    position = next
  }
}

function statementEnd(script: string, start: number): number {
  let position = start
  // `CREATE FUNCTION … BEGIN ATOMIC …; …; END` is the one statement that holds bare semicolons.
  let atomicDepth = 0
  let previousWord = ''
  while (position < script.length) {
    const afterQuoted = quotedEnd(script, position)
    if (afterQuoted > position) {
      position = afterQuoted
      continue
    }
    const wordEnd = matchEnd(word, script, position)
    if (wordEnd !== null) {
      const current = script.slice(position, wordEnd).toUpperCase()
      if (current === 'ATOMIC' && previousWord === 'BEGIN') atomicDepth++
      else if (atomicDepth > 0 && current === 'CASE') atomicDepth++
      else if (atomicDepth > 0 && current === 'END') atomicDepth--
      previousWord = current
      position = wordEnd
      continue
    }
    if (script[position] === ';' && atomicDepth === 0) return position
    position++
  }
  return position
}

function quotedEnd(script: string, position: number): number {
  for (const pattern of quotedThings) {
    const end = matchEnd(pattern, script, position)
    if (end !== null) return end
  }
  return blockCommentEnd(script, position)
}

/** Block comments nest in PostgreSQL, so no regular expression finds their end. */
function blockCommentEnd(script: string, start: number): number {
  if (!script.startsWith('/*', start)) return start
  let depth = 0
  for (let position = start; position < script.length; position++) {
    if (script.startsWith('/*', position)) {
      depth++
      position++
    } else if (script.startsWith('*/', position)) {
      depth--
      position++
      if (depth === 0) return position + 1
    }
  }
  return script.length
}

function matchEnd(pattern: RegExp, script: string, position: number): number | null {
  pattern.lastIndex = position
  return pattern.test(script) ? pattern.lastIndex : null
}
