export { readDocumentBrand } from './queries/logo.ts'
