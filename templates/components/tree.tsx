import type { ComponentChildren } from 'preact'
import { useText } from '../view-context.tsx'
import { Icon } from './icon.tsx'

export interface TreeNode {
  key: string
  label: string
  href?: string
  /** The place the reader is at. */
  current?: boolean
  /** Kind or state, right after the name. */
  badge?: ComponentChildren
  /** Numbers or a date, at the far end. */
  note?: ComponentChildren
  children?: TreeNode[]
  /** What is below is not here: where it is, and the words of the way there. */
  more?: { href: string; label: string }
  /** Keeps what is below behind a line that says how much it is. */
  folded?: boolean
}

export interface TreeProps {
  label: string
  nodes: TreeNode[]
}

/** Units below units. A plain nested list: readers know how to walk it. */
export function Tree({ label, nodes }: TreeProps) {
  return (
    <div class="tree">
      <TreeLevel label={label} nodes={nodes} />
    </div>
  )
}

function TreeLevel({ label, nodes }: { label?: string; nodes: TreeNode[] }) {
  const t = useText()
  return (
    <ul aria-label={label}>
      {nodes.map((node) => (
        <li key={node.key}>
          <div class="tree-row" data-current={node.current ? '' : undefined}>
            <span class="tree-name">
              {node.href ? (
                <a href={node.href} aria-current={node.current ? 'true' : undefined}>
                  {node.label}
                </a>
              ) : (
                <span class="tree-label">{node.label}</span>
              )}
              {node.badge}
            </span>
            {node.note && <span class="tree-note">{node.note}</span>}
          </div>
          {node.more && (
            <a class="tree-more" href={node.more.href}>
              <Icon name="chevronEnd" size={16} />
              {node.more.label}
            </a>
          )}
          {node.children && node.children.length > 0 && node.folded && (
            <details class="tree-fold">
              <summary>
                <Icon name="chevronEnd" size={16} />
                {t('layout.tree.below', { count: countBelow(node) })}
              </summary>
              <TreeLevel nodes={node.children} />
            </details>
          )}
          {node.children && node.children.length > 0 && !node.folded && <TreeLevel nodes={node.children} />}
        </li>
      ))}
    </ul>
  )
}

function countBelow(node: TreeNode): number {
  return (node.children ?? []).reduce((sum, child) => sum + 1 + countBelow(child), 0)
}
