import { type IconName, icons } from '../../../../src/platform/presentation/icons.ts'
import { Avatar, PersonName } from '../../../components/avatar.tsx'
import { Badge } from '../../../components/badge.tsx'
import { ActionForm, Button, ButtonGroup, LinkButton } from '../../../components/button.tsx'
import { Callout } from '../../../components/callout.tsx'
import { Card, CardGrid } from '../../../components/card.tsx'
import { Sparkline } from '../../../components/chart/sparkline.tsx'
import { Code, CodeBlock } from '../../../components/code.tsx'
import { DescriptionList } from '../../../components/description-list.tsx'
import { AskFirst, Confirmation } from '../../../components/dialog.tsx'
import { Disclosure } from '../../../components/disclosure.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Facts } from '../../../components/facts.tsx'
import { Flash, Notice } from '../../../components/flash.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Menu, MenuAction, MenuLink } from '../../../components/menu.tsx'
import { Breadcrumbs } from '../../../components/page-header.tsx'
import { Pagination } from '../../../components/pagination.tsx'
import { Progress, ProgressRing } from '../../../components/progress.tsx'
import { Stat, StatRow } from '../../../components/stat.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { TaskProgress } from '../../../components/task-progress.tsx'
import { Timeline } from '../../../components/timeline.tsx'
import { Tree } from '../../../components/tree.tsx'
import { type Specimen, State } from './specimen.tsx'

const here = '/dev/components'
const visits = [12, 18, 15, 22, 30, 26, 34]

export const pageSpecimens: Specimen[] = [
  {
    id: 'buttons',
    title: 'Buttons',
    use: 'One primary action a page. Verbs: “Publish project”. What destroys is outlined until it is asked for.',
    draw: () => (
      <>
        <ButtonGroup>
          <Button variant="primary">Publish project</Button>
          <Button>Save draft</Button>
          <Button variant="danger">Close unit</Button>
          <Button variant="quiet">Cancel</Button>
        </ButtonGroup>
        <State name="with a sign, as a link, disabled">
          <ButtonGroup>
            <LinkButton href={here} icon="plus">
              Create unit
            </LinkButton>
            <LinkButton href={here} icon="download" variant="quiet">
              Download as CSV
            </LinkButton>
            <Button disabled>Publish project</Button>
          </ButtonGroup>
        </State>
      </>
    ),
  },
  {
    id: 'badges',
    title: 'Badges',
    use: 'A state has a colour, a shape and a word.',
    draw: () => (
      <ButtonGroup>
        <Badge>Draft</Badge>
        <Badge tone="info">New</Badge>
        <Badge tone="progress">In review</Badge>
        <Badge tone="success">Open</Badge>
        <Badge tone="warning">Ends soon</Badge>
        <Badge tone="danger">Overdue</Badge>
      </ButtonGroup>
    ),
  },
  {
    id: 'messages',
    title: 'Flash, notices and callouts',
    use: 'A flash tells what just happened. A notice stays true while the page is open. A callout lifts words out of a text.',
    draw: () => (
      <>
        <Flash kind="success" dismissible>
          The project is published.
        </Flash>
        <Flash kind="error">The file could not be read. Nothing was changed.</Flash>
        <Notice kind="warning" title="This publishes to 2,140 members">
          <p>It cannot be recalled.</p>
        </Notice>
        <Notice kind="info">Applications are open until 27 March.</Notice>
        <Callout title="From the statutes">
          <p>Each member has one vote, whatever the number of units.</p>
        </Callout>
      </>
    ),
  },
  {
    id: 'cards',
    title: 'Cards and numbers',
    use: 'A card leads to one thing. A number says how it moved, in words.',
    draw: () => (
      <>
        <CardGrid>
          <Card title="Bay Chapter" href={here} icon="units" badge={<Badge tone="success">Open</Badge>}>
            <p class="card-meta">48 members</p>
          </Card>
          <Card
            title="Scaffold safety"
            icon="learn"
            footer={<LinkButton href={here}>Go on with lesson 4</LinkButton>}
          >
            <Progress label="Lessons" value={3} max={8} />
          </Card>
        </CardGrid>
        <StatRow>
          <Stat
            label="Members"
            value="2,140"
            change={{ text: '12 more than in February', direction: 'up' }}
            picture={<Sparkline values={visits} />}
            href={here}
          />
          <Stat
            label="Open applications"
            value="38"
            change={{ text: '4 fewer than last week', direction: 'down' }}
          />
          <Stat label="Fees due" value="€1,204.00" change={{ text: 'as last month', direction: 'level' }} />
        </StatRow>
      </>
    ),
  },
  {
    id: 'facts',
    title: 'Facts and descriptions',
    use: 'Key facts in one strip under the title; names and values below each other for a profile or a summary before sending.',
    draw: () => (
      <>
        <Facts
          items={[
            { label: 'State', value: <Badge tone="success">Open</Badge> },
            { label: 'Members', value: '48', note: '3 more since January' },
            { label: 'Founded', value: '27 March 2019' },
          ]}
        />
        <DescriptionList
          items={[
            { label: 'Name', value: 'Olena Koval', action: <a href={here}>Change name</a> },
            { label: 'Trade', value: 'Concrete finisher', action: <a href={here}>Change trade</a> },
          ]}
        />
      </>
    ),
  },
  {
    id: 'navigation',
    title: 'Breadcrumbs, tabs, pages and menus',
    use: 'All of them are links with addresses of their own.',
    draw: () => (
      <>
        <Breadcrumbs
          items={[
            { label: 'Northern Builders', href: `${here}#a` },
            { label: 'Northern Region', href: `${here}#b` },
          ]}
        />
        <Tabs
          label="Parts of the unit"
          items={[
            { label: 'Overview', href: `${here}#overview`, current: true },
            { label: 'Members', href: `${here}#members`, count: 48 },
            { label: 'History', href: `${here}#history` },
          ]}
        />
        <Tabs
          label="Parts of your profile"
          items={['Name and photo', 'Contact', 'Languages', 'Certifications', 'Notifications'].map(
            (label, index) => ({ label, href: `${here}#part-${index}`, current: index === 1 }),
          )}
        />
        <ButtonGroup>
          <Menu label="More actions">
            <MenuLink href={here} icon="edit">
              Rename unit
            </MenuLink>
            <MenuAction action={here} icon="copy">
              Copy unit
            </MenuAction>
            <MenuLink href={here} icon="trash" danger>
              Close unit
            </MenuLink>
          </Menu>
          <Menu label="Actions for Bay Chapter" icon="more">
            <MenuLink href={here}>Rename unit</MenuLink>
          </Menu>
        </ButtonGroup>
        <Pagination label="Pages of members" previous={here} next={here}>
          21 to 40 of 48
        </Pagination>
      </>
    ),
  },
  {
    id: 'people-and-history',
    title: 'People and history',
    use: 'A name stands beside every picture. The newest is first.',
    draw: () => (
      <>
        <ButtonGroup>
          <PersonName name="Olena Koval" href={here} note="Concrete finisher" />
          <PersonName name="Андрій Шевченко" note="Electrician" />
          <Avatar name="Ada Lovelace" size="large" />
          <Avatar name="Ada Lovelace" size="small" />
        </ButtonGroup>
        <State name="history">
          <Timeline
            label="History of the application"
            items={[
              {
                key: '3',
                at: '2027-03-27T16:05:00Z',
                text: 'Olena Koval accepted the application',
                icon: 'check',
                tone: 'success',
              },
              {
                key: '2',
                at: '2027-03-20T09:12:00Z',
                text: 'The office asked for a document',
                icon: 'file',
                tone: 'warning',
                children: <p>Please send the second page of the licence.</p>,
              },
              {
                key: '1',
                at: '2027-03-18T11:40:00Z',
                text: 'Andrii Shevchenko sent the application',
                icon: 'mail',
                tone: 'info',
              },
            ]}
          />
        </State>
      </>
    ),
  },
  {
    id: 'progress',
    title: 'Progress and tasks',
    use: 'Progress says what its numbers mean. Long work survives a reload and can be cancelled where that is safe.',
    draw: () => (
      <>
        <Progress label="Scaffold safety" value={12} max={40} text="12 of 40 lessons" />
        <ProgressRing label="First aid" value={3} max={4} text="3 of 4 lessons" />
        <State name="tasks">
          <TaskProgress
            title="Send the newsletter"
            state={{ label: 'Running', tone: 'progress' }}
            done={1204}
            total={2140}
            text="1,204 of 2,140 mails sent"
            note="about 2 minutes left"
            actions={<ActionForm action={here}>Cancel task</ActionForm>}
          />
          <TaskProgress
            title="Export members"
            state={{ label: 'Done', tone: 'success' }}
            done={2140}
            total={2140}
            text="2,140 members"
            actions={
              <LinkButton href={here} icon="download">
                Download file
              </LinkButton>
            }
          />
        </State>
      </>
    ),
  },
  {
    id: 'questions',
    title: 'Questions before acting',
    use: 'Says what will happen, to whom, and how to undo it. A dialog where scripts run, otherwise a page with the same words.',
    draw: () => (
      <>
        <AskFirst
          id="close-unit"
          href={`${here}#questions`}
          label="Close unit"
          title="Close Bay Chapter?"
          action={here}
          button="Close unit"
          cancelHref={`${here}#questions`}
        >
          <p>Nobody can join it any more. Its history stays. It cannot be opened again here.</p>
        </AskFirst>
        <State name="as a page">
          <Confirmation title="Close Bay Chapter" action={here} button="Close unit" cancelHref={here}>
            <p>Nobody can join it any more. Its history stays. It cannot be opened again here.</p>
          </Confirmation>
        </State>
      </>
    ),
  },
  {
    id: 'empty-and-more',
    title: 'Empty states, trees, code and more',
    use: 'An empty list says what it is for and offers the first step.',
    draw: () => (
      <>
        <EmptyState
          title="No units yet"
          icon="units"
          action={<LinkButton href={here}>Create unit</LinkButton>}
        >
          Units are where members meet: chapters, regions, crews.
        </EmptyState>
        <State name="tree">
          <Tree
            label="Units"
            nodes={[
              {
                key: '1',
                label: 'Northern Builders',
                href: here,
                note: '2,140 members',
                children: [
                  {
                    key: '2',
                    label: 'Northern Region',
                    href: `${here}#tree`,
                    current: true,
                    badge: <Badge tone="info">You</Badge>,
                  },
                  {
                    key: '3',
                    label: 'Southern Region',
                    folded: true,
                    children: [{ key: '4', label: 'Harbour' }],
                  },
                ],
              },
            ]}
          />
        </State>
        <Disclosure summary="What happens with my data" open>
          <p>It stays with the association.</p>
        </Disclosure>
        <p>
          Send <Code>Idempotency-Key</Code> with each request.
        </p>
        <CodeBlock>{'curl https://example.org/api/v1/units \\\n  -H "Authorization: Bearer …"'}</CodeBlock>
      </>
    ),
  },
  {
    id: 'signs',
    title: 'Signs',
    use: 'Decoration beside words. A new one is a line in src/platform/presentation/icons.ts.',
    draw: () => (
      <ul class="specimen-signs">
        {(Object.keys(icons) as IconName[]).map((name) => (
          <li key={name}>
            <Icon name={name} />
            <span>{name}</span>
          </li>
        ))}
      </ul>
    ),
  },
]
