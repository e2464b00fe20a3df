import { plainMoney } from '../../platform/presentation/money.ts'
import type { ProjectReply } from './contract.ts'

/** What is empty says nothing. */
function said(parts: Record<string, unknown>): Record<string, unknown> | undefined {
  const found = Object.entries(parts).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  // A type alone says nothing either.
  return found.length > 1 ? Object.fromEntries(found) : undefined
}

/** A project as search engines read it, in the words of schema.org: a demand for a service, which an organisation seeks. */
export function structuredOf(project: ProjectReply, about: string, address: string): object {
  const { currency, position, serviceArea, category } = project
  const price = (amount: number | null) =>
    amount === null || currency === null ? null : plainMoney(amount, currency)
  const [ring = []] = serviceArea?.coordinates ?? []
  const areaServed = said({
    '@type': 'Place',
    address: said({
      '@type': 'PostalAddress',
      streetAddress: project.addressLines,
      addressLocality: project.city,
      addressRegion: project.region,
      postalCode: project.postalCode,
      addressCountry: project.country,
    }),
    geo:
      ring.length > 0
        ? {
            '@type': 'GeoShape',
            polygon: ring.map(([longitude, latitude]) => `${latitude} ${longitude}`).join(' '),
          }
        : position && { '@type': 'GeoCoordinates', ...position },
  })
  return {
    '@context': 'https://schema.org',
    ...said({
      '@type': 'Demand',
      name: project.title,
      description: about,
      url: address,
      validFrom: project.publishedAt,
      validThrough: project.deadline,
      areaServed,
      itemOffered: said({
        '@type': 'Service',
        name: project.title,
        serviceType: category?.name,
        areaServed,
      }),
      priceSpecification:
        price(project.budgetFrom) === null && price(project.budgetUntil) === null
          ? null
          : said({
              '@type': 'PriceSpecification',
              priceCurrency: currency,
              minPrice: price(project.budgetFrom),
              maxPrice: price(project.budgetUntil),
            }),
      '@reverse': { seeks: { '@type': 'Organization', name: project.organisation ?? project.unit.name } },
    }),
  }
}
