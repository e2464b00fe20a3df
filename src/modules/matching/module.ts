import type { Module } from '../../platform/declare/module.ts'

/** A rule without tables and operations of its own: rooms that offer work ask it by its door. */
export const matching: Module = { name: 'matching', operations: [] }
