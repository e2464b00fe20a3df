import {
  argumentsOf,
  camelCase,
  isCallOf,
  type Node,
  nodesOf,
  parse,
  propertyOf,
  type SourceFile,
  textOf,
} from './source.ts'

export interface Declared {
  file: string
  exportName: string
  name: string
}

/** The folder listing of commands/ is the list of what a room can do: one file, one command, one name. */
export function commandFaults(files: readonly SourceFile[]): string[] {
  const faults: string[] = []
  for (const file of files) {
    const [, room, base = ''] = /^src\/modules\/([^/]+)\/commands\/(.+)\.ts$/.exec(file.path) ?? []
    if (!room) continue
    if (base.includes('/')) {
      faults.push(`${file.path} lies deeper than commands/: the folder itself is the list.`)
      continue
    }
    const expected = camelCase(base)
    const declared = [...declarationsIn(file, 'command'), ...declarationsIn(file, 'bulk')]
    const exported = exportedNames(file)
    if (declared.length !== 1)
      faults.push(`${file.path} declares ${declared.length} commands: each file holds exactly one.`)
    for (const { exportName, name } of declared) {
      if (exportName !== expected)
        faults.push(`${file.path} exports ${exportName}; its name says ${expected}.`)
      if (name !== `${room}.${expected}`)
        faults.push(`${file.path} declares ${name}; its place says ${room}.${expected}.`)
    }
    for (const name of exported.filter((each) => !declared.some(({ exportName }) => exportName === each)))
      faults.push(`${file.path} exports ${name} beside its command: what others need has a file of its own.`)
  }
  return faults
}

/** `export const x = command({ name: 'room.x', … })` */
export function declarationsIn(
  file: SourceFile,
  word: 'command' | 'bulk' | 'query' | 'page' | 'action' | 'job' | 'endpoint',
): Declared[] {
  const found: Declared[] = []
  for (const node of nodesOf(parse(file))) {
    if (node.type !== 'VariableDeclarator' || !node.init || !isCallOf(node.init as Node, word)) continue
    found.push({
      file: file.path,
      exportName: (node.id as { value?: string }).value ?? '',
      name: textOf(propertyOf(argumentsOf(node.init as Node)[0], 'name')) ?? '',
    })
  }
  return found
}

function exportedNames(file: SourceFile): string[] {
  return parse(file).flatMap((node) => {
    if (node.type === 'ExportDeclaration') {
      const declaration = node.declaration as Node
      if (declaration.type.startsWith('Ts')) return []
      const parts = (declaration.declarations as Node[] | undefined) ?? [
        { type: '', id: declaration.identifier },
      ]
      return parts.map(({ id }) => (id as { value?: string }).value ?? '')
    }
    if (node.type === 'ExportNamedDeclaration')
      return (node.specifiers as Array<{ orig?: { value: string } }>).map(({ orig }) => orig?.value ?? '*')
    if (node.type === 'ExportAllDeclaration' || node.type === 'ExportDefaultExpression') return ['*']
    return []
  })
}
