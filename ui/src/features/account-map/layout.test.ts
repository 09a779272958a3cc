import { expect, test } from 'vitest';
import { goal, layOut } from '@/features/account-map/layout';
import type { MapView } from '@/ipc/contract';

function node(id: string, kind: string): MapView['nodes'][number] {
  return { id, kind, name: id, policy: null, detail: '' };
}

const view: MapView = {
  nodes: [
    node('alice', 'user'),
    node('bob', 'user'),
    node('carol', 'user'),
    node('ops', 'group'),
    node('deploy', 'role'),
    node('read', 'policy'),
    node('write', 'policy'),
  ],
  edges: [
    { from: 'alice', to: 'ops', kind: 'member' },
    { from: 'bob', to: 'ops', kind: 'member' },
    { from: 'bob', to: 'write', kind: 'attached' },
    { from: 'ops', to: 'read', kind: 'attached' },
    { from: 'deploy', to: 'write', kind: 'attached' },
  ],
};

function names(options: { focus: string | null; unfolded: boolean }): string[] {
  return layOut(view, options)
    .placed.map((one) => one.node.id)
    .sort();
}

test('users without anything of their own are folded into their groups', () => {
  const laid = layOut(view, { focus: null, unfolded: false });
  // Carol is in no group and bob has a policy of his own: both would be lost.
  expect(laid.placed.map((one) => one.node.id)).not.toContain('alice');
  expect(laid.placed.find((one) => one.node.id === 'ops')?.members).toBe(2);
  expect(names({ focus: null, unfolded: true })).toHaveLength(7);
});

test('one node shows what it leads to and what leads to it', () => {
  expect(names({ focus: 'alice', unfolded: false })).toEqual(['alice', 'ops', 'read']);
  expect(names({ focus: 'write', unfolded: false })).toEqual(['bob', 'deploy', 'write']);
});

test('kinds stand in columns and nothing stands on anything else', () => {
  const { placed } = layOut(view, { focus: null, unfolded: true });
  const column = (kind: string) =>
    new Set(placed.filter((one) => one.node.kind === kind).map((one) => one.x));
  expect([...column('user')]).toEqual([0]);
  expect(Math.min(...column('policy'))).toBeGreaterThan(Math.max(...column('role')));
  expect(new Set(placed.map((one) => `${one.x} ${one.y}`)).size).toBe(placed.length);
});

test('a path is drawn with everything on it, folded users and its end included', () => {
  const path = [
    { from: 'alice', to: 'deploy', kind: 'escalates' },
    { from: 'deploy', to: goal, kind: 'escalates' },
  ];
  const laid = layOut(view, { focus: null, unfolded: false, path });
  const ids = laid.placed.map((one) => one.node.id);
  expect(ids).toContain('alice');
  expect(ids).toContain(goal);
  expect(laid.edges.filter(({ kind }) => kind === 'escalates')).toHaveLength(2);
  const x = (id: string) => laid.placed.find((one) => one.node.id === id)?.x ?? 0;
  expect(x(goal)).toBeGreaterThan(x('write'));
});
