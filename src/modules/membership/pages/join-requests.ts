import { ListPage } from '../../../../templates/components/list/list-page.tsx'
import { AskToJoinPage } from '../../../../templates/pages/membership/ask-to-join-page.tsx'
import { JoinRequestPage } from '../../../../templates/pages/membership/join-request-page.tsx'
import { MyJoinRequestsPage } from '../../../../templates/pages/membership/my-join-requests-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { listModel } from '../../../platform/lists/page-model.ts'
import { approveJoinRequest } from '../commands/approve-join-request.ts'
import { declineJoinRequest } from '../commands/decline-join-request.ts'
import { requestToJoin } from '../commands/request-to-join.ts'
import { withdrawJoinRequest } from '../commands/withdraw-join-request.ts'
import { JoinRequestReference, UnitReference } from '../contract.ts'
import { daysUntilAskedAgain } from '../join-request.ts'
import {
  joinRequestList,
  listMyJoinRequests,
  readAskedUnit,
  readJoinRequest,
} from '../queries/join-requests.ts'

const myRequests = '/my-join-requests'

const ask = page({
  name: 'membership.askToJoinPage',
  path: '/units/:unitId/ask-to-join',
  permission: 'membership.ask',
  async show({ ask: read, params, form }) {
    const reference = UnitReference.safeParse(params)
    if (!reference.success) throw notFound()
    const asked = await read(readAskedUnit, reference.data)
    return draw(AskToJoinPage, { asked, days: daysUntilAskedAgain, form: form() })
  },
  submit: { command: requestToJoin, done: () => go(myRequests, success('membership.joinRequests.asked')) },
})

const mine = page({
  name: 'membership.myJoinRequestsPage',
  path: myRequests,
  permission: 'person',
  navigation: { group: 'me', label: 'membership.joinRequests.mine', icon: 'people', order: 12 },
  show: async (context) =>
    draw(MyJoinRequestsPage, {
      ...(await context.ask(listMyJoinRequests, {})),
      idempotencyKey: context.form().idempotencyKey,
    }),
})

const withdraw = action({
  name: 'membership.withdrawJoinRequestAction',
  path: `${myRequests}/:requestId/withdraw`,
  permission: 'person',
  command: withdrawJoinRequest,
  done: () => go(myRequests, success('membership.joinRequests.withdrawn')),
  back: () => myRequests,
})

const all = page({
  name: 'membership.joinRequestsPage',
  path: '/join-requests',
  permission: 'membership.admit',
  navigation: { group: 'association', label: 'membership.joinRequests.title', icon: 'people', order: 24 },
  show: async (context) => draw(ListPage, { list: await listModel(joinRequestList, context) }),
})

const one = page({
  name: 'membership.joinRequestPage',
  path: '/join-requests/:requestId',
  permission: 'membership.admit',
  async show({ ask: read, params, form }) {
    const reference = JoinRequestReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(JoinRequestPage, { request: await read(readJoinRequest, reference.data), form: form() })
  },
  // To let in is one press; whoever is declined reads why, and therefore the page is the form for that.
  submit: {
    command: declineJoinRequest,
    done: (_output, { params }) =>
      go(`/join-requests/${params.requestId}`, success('membership.joinRequests.declined')),
  },
})

const approve = action({
  name: 'membership.approveJoinRequestAction',
  path: '/join-requests/:requestId/approve',
  permission: 'membership.admit',
  command: approveJoinRequest,
  done: (_output, { params }) =>
    go(`/join-requests/${params.requestId}`, success('membership.joinRequests.approved')),
  back: ({ params }) => `/join-requests/${params.requestId}`,
})

export const joinRequestPages: readonly AnyPage[] = [ask, mine, withdraw, all, one, approve]
