import { Histogram, type Registry } from 'prom-client'

export interface HttpMetrics {
  observe(method: string, route: string, status: number, milliseconds: number): void
}

export function createHttpMetrics(registry: Registry): HttpMetrics {
  const duration = new Histogram({
    name: 'guildhall_http_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.01, 0.05, 0.2, 1, 5],
    registers: [registry],
  })
  return {
    observe(method, route, status, milliseconds) {
      duration.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000)
    },
  }
}
