import { expect, test } from '@jest/globals'
import { type Topic, topicFaults } from '../../src/platform/slots/topics.ts'

const topic: Topic = {
  name: 'units.made',
  label: 'units.made',
  permission: 'member',
  channels: ['email'],
  byDefault: ['email'],
}

test('a topic of another room, one that is there twice and one on by default where it is not offered are told', () => {
  expect(topicFaults([{ name: 'units', topics: [topic] }])).toEqual([])
  expect(
    topicFaults([
      { name: 'units', topics: [topic, { ...topic, byDefault: ['sms'] }] },
      { name: 'people', topics: [{ ...topic, name: 'units.other' }] },
    ]),
  ).toEqual([
    'The topic units.made is declared twice.',
    'The topic units.made is on by default on a channel that it does not offer.',
    'The topic units.other stands in the room people.',
  ])
})
