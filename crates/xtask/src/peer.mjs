// Asks the peer's engine the requests of a suite: `node peer.mjs FOLDER SUITE SECONDS`.
//
// Policies are loaded once, and so is what the peer looks up about each action; what is timed is
// the engine alone. One line of JSON comes out: the decisions, and how many a second.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [folder, suiteFile, seconds] = process.argv.slice(2);
const scope = path.join(folder, 'node_modules', '@cloud-copilot');
const load = (name, file) =>
  import(pathToFileURL(path.join(scope, name, 'dist', 'esm', file)).href);

const { authorize } = await load('iam-simulate', 'core_engine/CoreSimulatorEngine.js');
const { AwsRequestImpl } = await load('iam-simulate', 'request/request.js');
const { RequestContextImpl } = await load('iam-simulate', 'requestContext.js');
const { isWildcardOnlyAction } = await load('iam-simulate', 'util.js');
const { DiscoveryContextKeyConstraints } = await load(
  'iam-simulate',
  'context_keys/discoveryContextKeyConstraints.js',
);
const { loadPolicy } = await load('iam-policy', 'index.js');

const suite = JSON.parse(readFileSync(suiteFile, 'utf8'));
const named = (policies) => (policies ?? []).map(({ name, doc }) => loadPolicy(doc, { name }));
const levels = (list) =>
  (list ?? []).map(({ org, policies }) => ({ orgIdentifier: org, policies: named(policies) }));

const context = new RequestContextImpl(suite.context);
const shared = {
  sessionPolicy: undefined,
  identityPolicies: named(suite.policies.identity),
  serviceControlPolicies: levels(suite.policies.scp),
  resourceControlPolicies: levels(suite.policies.rcp),
  resourcePolicy: suite.policies.resource
    ? loadPolicy(suite.policies.resource, { name: 'resource' })
    : undefined,
  permissionBoundaries: suite.policies.boundary ? named(suite.policies.boundary) : undefined,
  vpcEndpointPolicies: suite.policies.vpce ? named(suite.policies.vpce) : undefined,
  simulationParameters: {
    simulationMode: 'Strict',
    discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]),
  },
  serviceSettings: { s3: {} },
};
const requests = [];
for (const { action, resource } of suite.requests) {
  const [service, name] = action.split(':');
  let wildcardOnly = false;
  try {
    wildcardOnly = await isWildcardOnlyAction(service, name);
  } catch {
    // An action the peer does not know.
  }
  const target = { resource: resource ?? '*', accountId: suite.resource_account };
  requests.push({
    ...shared,
    request: new AwsRequestImpl(suite.principal, target, action, context, wildcardOnly),
  });
}

const decisions = requests.map((request) => authorize(request).result);
let asked = 0;
const begin = process.hrtime.bigint();
const until = begin + BigInt(Math.round(Number(seconds) * 1e9));
let now = begin;
while (now < until) {
  authorize(requests[asked % requests.length]);
  asked += 1;
  if (asked % 16 === 0) now = process.hrtime.bigint();
}
const perSecond = asked / (Number(now - begin) / 1e9);
console.log(JSON.stringify({ decisions, per_second: perSecond }));
