import { Histogram, type Registry } from 'prom-client'
import { AppError } from '../errors.ts'

export interface OperationMetrics {
  /** Call what comes back with 'done' or the error. */
  start(name: string): (outcome: 'done' | unknown) => void
}

export function createOperationMetrics(registry: Registry): OperationMetrics {
  const duration = new Histogram({
    name: 'guildhall_operation_seconds',
    help: 'Time that commands and queries took, by name and outcome',
    labelNames: ['operation', 'outcome'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  return {
    start(name) {
      const began = performance.now()
      return (outcome) => {
        const label = outcome === 'done' ? 'done' : outcome instanceof AppError ? 'refused' : 'failed'
        duration.observe({ operation: name, outcome: label }, (performance.now() - began) / 1000)
      }
    },
  }
}
