import type { Answer } from './ask.ts'

/** One way to reach a declaration, and what each role is answered at each place. */
export interface Section {
  name: string
  permission: string
  doors: Door[]
}

export interface Door {
  /** How it was asked: `PATCH /units/:unitId`, `GET /units/:unitId/edit`, `inside`. */
  way: string
  places: readonly string[]
  rows: Array<{ role: string; answers: Answer[] }>
}

const preface = `# Who is answered what

Written by \`UPDATE_PERMISSIONS=1 npm test -- permissions\`; \`npm test\` compares. Read a change of this file as a change
of a promise. Each line is one role, held alone: _member_ and _administrator_ at the root, _manager_ at the own unit;
people with several roles can do what any of them can. The _account without person here_ is an administrator of another
association. The _platform administrator_ is a member\nlike others who runs the installation besides. Each column is a place in the tree as seen from the own unit; _other tenant_ is another association.

2xx and _done_: it was done. 303: done, and led on. _303 to sign-in_: visitors are asked to sign in first. _303 refused_:
a button led back with the words of the refusal. 401: sign in first. 403: what one may see but not do, or may do nowhere.
404: what one may not see. 409: in the way stands a rule, not a right. _inside_: it has no place in the API; jobs, scripts
and other rooms call it. What needs _to have stepped up_ is asked here by people who have; others are answered 403 where they would
otherwise be let through.
`

export function tableOf(sections: readonly Section[]): string {
  const parts = sections.map(({ name, permission, doors }) =>
    [`## ${name}`, `Needs: ${permission}`, ...doors.map(doorTable)].join('\n\n'),
  )
  return `${[preface.trimEnd(), ...parts].join('\n\n')}\n`
}

function doorTable({ way, places, rows }: Door): string {
  const cells = [[`\`${way}\``, ...places], ...rows.map(({ role, answers }) => [role, ...answers])]
  const widths = (cells[0] ?? []).map((_cell, column) =>
    Math.max(3, ...cells.map((row) => (row[column] ?? '').length)),
  )
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = cells
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  )
}

/** What changed, line by line, each with where it stands. */
export function changesBetween(committed: string, actual: string): string[] {
  const before = linesOf(committed)
  const now = linesOf(actual)
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((key) => before.get(key) !== now.get(key))
    .map(
      (key) =>
        `${key}\n    was: ${before.get(key) ?? '(not there)'}\n    is:  ${now.get(key) ?? '(not there)'}`,
    )
}

function linesOf(table: string): Map<string, string> {
  const lines = new Map<string, string>()
  let section = ''
  let way = ''
  for (const line of table.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3)
    else if (line.startsWith('Needs: ')) lines.set(`${section}, needs`, line.slice(7))
    else if (/^\| `/.test(line)) {
      const [head = '', ...places] = cellsOf(line)
      way = head
      lines.set(`${section}, ${way}`, places.join(' | '))
    } else if (line.startsWith('| ') && !line.startsWith('| ---')) {
      const [role, ...answers] = cellsOf(line)
      lines.set(`${section}, ${way}, ${role}`, answers.join(' | '))
    }
  }
  return lines
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
