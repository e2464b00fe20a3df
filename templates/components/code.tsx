import { verbatim } from './verbatim.ts'

export interface CodeProps {
  children: string
}

/** Something to copy letter by letter: an address, a key, an example. */
export function CodeBlock({ children }: CodeProps) {
  return (
    <pre class="code-block" {...verbatim}>
      <code>{children}</code>
    </pre>
  )
}

export function Code({ children }: CodeProps) {
  return (
    <code class="code" {...verbatim}>
      {children}
    </code>
  )
}
