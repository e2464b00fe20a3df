export { closeDueProjects } from './commands/close-due-projects.ts'
export { projectCancelled, projectClosed, projectPublished } from './facts.ts'
