import { importsOf, type Node, nodesOf, parse, type SourceFile } from './source.ts'

const reader = 'src/platform/config.ts'

/** Every place but one that looks at the environment. */
export function environmentFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => file.path !== reader && readsEnvironment(file))
    .map(
      ({ path }) =>
        `${path} reads process.env. Declare the setting in ${reader} and take it from the config.`,
    )
}

export function readsEnvironment(file: SourceFile): boolean {
  if (importsOf(file).some(({ target, names }) => /^(node:)?process$/.test(target) && names.includes('env')))
    return true
  for (const node of nodesOf(parse(file))) {
    if (node.type === 'MemberExpression' && isProcess(node.object as Node)) {
      const property = node.property as { type: string; value?: unknown; expression?: { value?: unknown } }
      if ((property.expression?.value ?? property.value) === 'env') return true
    }
    if (
      node.type === 'VariableDeclarator' &&
      isProcess((node.init ?? {}) as Node) &&
      [...nodesOf(node.id)].some((part) => part.value === 'env')
    )
      return true
  }
  return false
}

function isProcess(node: Node): boolean {
  if (node.type === 'Identifier') return node.value === 'process'
  return node.type === 'MemberExpression' && (node.property as { value?: unknown }).value === 'process'
}
