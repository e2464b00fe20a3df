// The floor as a process of its own. It takes its settings from the bench, says where it listens, and ends with it.
import { type FloorSettings, startFloor } from './floor.ts'

process.once('message', async (settings: FloorSettings) => {
  const { port } = await startFloor(settings)
  process.send?.({ port })
})
process.once('disconnect', () => process.exit(0))
