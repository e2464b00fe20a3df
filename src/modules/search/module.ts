import type { Module } from '../../platform/declare/module.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { findEverywhere } from './queries/find.ts'
import { search as searchQuery } from './queries/search.ts'

export const search: Module = {
  name: 'search',
  operations: [findEverywhere, searchQuery],
  pages,
  permissions,
}
