import { Badge, type Tone } from '../../../components/badge.tsx'
import { BarChart } from '../../../components/chart/bar-chart.tsx'
import { CohortChart } from '../../../components/chart/cohort-chart.tsx'
import { LineChart } from '../../../components/chart/line-chart.tsx'
import { Sparkline } from '../../../components/chart/sparkline.tsx'
import { Menu, MenuLink } from '../../../components/menu.tsx'
import { Table } from '../../../components/table.tsx'
import type { Specimen } from './specimen.tsx'

const here = '/dev/components'
const months = ['Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar']

interface Row {
  name: string
  state: { label: string; tone: Tone }
  members: number
  fees: string
  visits: number[]
}

const rows: Row[] = [
  {
    name: 'Bay Chapter',
    state: { label: 'Open', tone: 'success' },
    members: 48,
    fees: '€1,204.00',
    visits: [4, 6, 5, 9, 12, 14],
  },
  {
    name: 'Hills Crew',
    state: { label: 'In review', tone: 'progress' },
    members: 7,
    fees: '€96.50',
    visits: [9, 8, 8, 6, 7, 5],
  },
  {
    name: 'Old Quarry',
    state: { label: 'Closed', tone: 'neutral' },
    members: 0,
    fees: '€0.00',
    visits: [3, 1, 1, 0, 0, 0],
  },
]

export const dataSpecimens: Specimen[] = [
  {
    id: 'tables',
    title: 'Tables',
    use: 'Numbers at the end in figures of one width. Each row becomes a card where there is little room.',
    draw: () => (
      <Table
        caption="Units of the region"
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          {
            label: 'Unit',
            heading: true,
            sort: { href: `${here}#sorted`, order: 'ascending' },
            cell: ({ name }) => <a href={`${here}#${name}`}>{name}</a>,
          },
          { label: 'State', cell: ({ state }) => <Badge tone={state.tone}>{state.label}</Badge> },
          {
            label: 'Members',
            numeric: true,
            sort: { href: `${here}#members-first` },
            cell: ({ members }) => members,
          },
          { label: 'Fees', numeric: true, cell: ({ fees }) => fees },
          { label: 'Visits', cell: ({ visits }) => <Sparkline values={visits} /> },
          {
            label: 'Actions',
            quiet: true,
            narrow: true,
            cell: ({ name }) => (
              <Menu label={`Actions for ${name}`} icon="more">
                <MenuLink href={here}>Rename unit</MenuLink>
              </Menu>
            ),
          },
        ]}
      />
    ),
  },
  {
    id: 'line-chart',
    title: 'Line chart',
    use: 'Change over time. Lines differ in dash and mark as well as colour; a gap is a gap.',
    draw: () => (
      <LineChart
        title="Members by month"
        summary="Builders grew by a third since October; learners dipped in December."
        labelHead="Month"
        labels={months}
        series={[
          { name: 'Builders', values: [1610, 1680, 1720, 1890, 2010, 2140] },
          { name: 'Learners', values: [820, 790, 540, 760, 905, 980] },
          { name: 'Friends', values: [310, 322, null, 350, 371, 402] },
        ]}
      />
    ),
  },
  {
    id: 'bar-chart',
    title: 'Bar chart',
    use: 'Things compared with each other. Bars lie, so that long names have room.',
    draw: () => (
      <>
        <BarChart
          title="Applications by trade"
          summary="Electricians applied most."
          labelHead="Trade"
          labels={['Electrician', 'Concrete finisher', 'Plumber', 'Crane operator']}
          series={[{ name: 'Applications', values: [124, 96, 61, 12] }]}
        />
        <BarChart
          title="Balance by chapter"
          labelHead="Chapter"
          labels={['Bay Chapter', 'Hills Crew']}
          series={[
            { name: '2026', values: [340, -120] },
            { name: '2027', values: [410, 60] },
          ]}
        />
      </>
    ),
  },
  {
    id: 'cohort-chart',
    title: 'Cohort chart',
    use: 'Who stayed, of those who came together.',
    draw: () => (
      <CohortChart
        title="Members who come back"
        summary="About half of those who join are still active after three months."
        labelHead="Joined"
        sizeHead="Joined then"
        periods={['Month 0', 'Month 1', 'Month 2', 'Month 3']}
        cohorts={[
          { label: 'December', size: 80, kept: [80, 56, 44, 38] },
          { label: 'January', size: 120, kept: [120, 90, 71, null] },
          { label: 'February', size: 64, kept: [64, 12, null, null] },
          { label: 'March', size: 90, kept: [90, null, null, null] },
        ]}
      />
    ),
  },
]
