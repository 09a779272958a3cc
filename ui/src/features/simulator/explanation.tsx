// The reason of one answer, from the sentence down to the lines of JSON. All of it came with the
// answer; nothing here decides anything.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { AlsoGrants, type Given } from '@/features/simulator/also-grants';
import { Decision } from '@/features/simulator/decision';
import { Gates } from '@/features/simulator/gates';
import { type About, LitPolicy } from '@/features/simulator/lit-policy';
import { type AnsweredProps, NotApplying } from '@/features/simulator/not-applying';
import { SaveExpectation } from '@/features/simulator/save-expectation';
import { TogetherOf } from '@/features/simulator/together';
import type { Sandbox } from '@/features/simulator/use-sandbox';
import type { ConditionView, PolicyHandle, SandboxChange, StatementView } from '@/ipc/contract';
import { EntityLink } from '@/shared/entity-link';
import { routes } from '@/shared/routes';
import { analyse } from '@/shared/strings/analyse';
import { common } from '@/shared/strings/common';
import { simulator as s } from '@/shared/strings/simulator';
import { sentence, Words } from '@/shared/words';

interface ExplanationProps extends AnsweredProps {
  title?: string;
  actions?: ReactNode;
  /** What the question took for given, for asking the same about others. */
  asked: Given;
  /** Where policies can be switched off to see what they contribute. */
  sandbox?: Pick<Sandbox, 'add'>;
}

export function Explanation({ answer, view, title, actions, asked, sandbox }: ExplanationProps) {
  const subject = answer.any_resource ? s.anyResource : answer.resource;
  return (
    <div data-testid="explanation">
      <Container
        header={
          <Header variant="h2" description={`${answer.action} · ${subject}`} actions={actions}>
            {title ?? s.explanation}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <SpaceBetween size="xs">
            <Decision answer={answer} />
            <Box fontSize="heading-s" data-testid="explanation-sentence">
              <Words text={sentence(answer.sentence)} />
            </Box>
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <SaveExpectation answer={answer} view={view} asked={asked} />
              {answer.path.length === 0 ? null : (
                <EntityLink to={routes.mapPath(answer.path)} testId="path-on-map">
                  {analyse.why.onMap}
                </EntityLink>
              )}
            </SpaceBetween>
          </SpaceBetween>
          <TogetherOf answer={answer} view={view} />
          <Items title={s.patterns} texts={answer.allowed_patterns} mono />
          <Items title={s.missing} texts={answer.missing_context} mono />
          {answer.not_evaluable.length === 0 ? null : (
            <Alert type="warning" header={s.notEvaluable}>
              {answer.not_evaluable.map((text) => (
                <div key={text}>
                  <Words text={sentence(text)} />
                </div>
              ))}
            </Alert>
          )}
          <Statements
            title={s.decidedBy}
            statements={answer.decided_by}
            view={view}
            empty={answer.decision === 'implicitly_denied' ? s.nothingDecided : ''}
          />
          <NearMisses answer={answer} view={view} />
          <Gates
            gates={answer.gates}
            statements={(statements) => <Policies statements={statements} view={view} />}
            onSwitchOff={
              sandbox === undefined
                ? undefined
                : (layer) => sandbox.add({ kind: 'switch_off_layer', layer })
            }
          />
          <Conditions conditions={answer.conditions} view={view} />
          <Items title={s.alsoNeeds} texts={answer.also_needs} />
          <AlsoGrants answer={answer} view={view} asked={asked} />
          <NotApplying answer={answer} view={view} />
          <Rest view={view} sandbox={sandbox} />
        </SpaceBetween>
      </Container>
    </div>
  );
}

function Items({
  title,
  texts,
  mono = false,
}: {
  title: string;
  texts: readonly string[];
  mono?: boolean;
}) {
  return texts.length === 0 ? null : (
    <div>
      <Box variant="h3">{title}</Box>
      <ul className={mono ? 'plain-list mono' : 'plain-list'}>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

interface StatementsProps {
  title: string;
  statements: readonly StatementView[];
  view: About;
  empty: string;
}

/** Each policy once, with every statement of it that decided. */
function Statements({ title, statements, view, empty }: StatementsProps) {
  if (statements.length === 0 && empty === '') {
    return null;
  }
  return (
    <div>
      <Box variant="h3">{title}</Box>
      {statements.length === 0 ? <Box color="text-body-secondary">{empty}</Box> : null}
      <Policies statements={statements} view={view} />
    </div>
  );
}

/** Each policy once, its statements lit. */
function Policies({ statements, view }: { statements: readonly StatementView[]; view: About }) {
  const policies = [...new Set(statements.map(({ policy }) => policy))];
  return (
    <SpaceBetween size="m">
      {policies.map((index) => (
        <LitPolicy
          key={index}
          index={index}
          view={view}
          statements={statements.filter(({ policy }) => policy === index)}
        />
      ))}
    </SpaceBetween>
  );
}

function NearMisses({ answer, view }: AnsweredProps) {
  if (answer.near_misses.length === 0) {
    return null;
  }
  return (
    <div data-testid="near-misses">
      <Box variant="h3">{s.nearMisses}</Box>
      <SpaceBetween size="m">
        {answer.near_misses.map((miss) => (
          <ExpandableSection
            key={`${miss.statement.policy} ${miss.statement.statement}`}
            variant="footer"
            headerText={<Words text={sentence(miss.sentence)} />}
          >
            <LitPolicy
              near
              index={miss.statement.policy}
              view={view}
              statements={[miss.statement]}
            />
          </ExpandableSection>
        ))}
      </SpaceBetween>
    </div>
  );
}

function Conditions({ conditions, view }: { conditions: readonly ConditionView[]; view: About }) {
  return conditions.length === 0 ? null : (
    <Table<ConditionView>
      variant="embedded"
      wrapLines
      items={conditions}
      ariaLabels={{ tableLabel: s.conditionsTable }}
      header={<Header variant="h3">{s.conditionsTable}</Header>}
      columnDefinitions={[
        {
          id: 'condition',
          header: s.condition,
          isRowHeader: true,
          cell: (row) => (
            <>
              <span className="mono">{`${row.operator} ${row.key}`}</span>
              <Box variant="small" display="block" color="text-body-secondary">
                {s.statement(row.statement.statement, row.statement.sid)} ·{' '}
                {view.policies[row.statement.policy]?.name}
              </Box>
            </>
          ),
        },
        { id: 'policy', header: s.policyValues, cell: (row) => row.compared_with.join(', ') },
        {
          id: 'request',
          header: s.requestValues,
          cell: (row) => (row.present ? row.request_values.join(', ') || common.none : s.absent),
        },
        {
          id: 'result',
          header: s.result,
          minWidth: 130,
          width: 150,
          cell: (row) => (
            <StatusIndicator type={row.held ? 'success' : 'error'}>
              {row.held ? s.held : s.notHeld}
            </StatusIndicator>
          ),
        },
        { id: 'rule', header: s.rule, minWidth: 180, cell: (row) => row.rule },
      ]}
    />
  );
}

/** An inline policy belongs to its one holder; others are taken from everybody who has them. */
function switchOff(policy: PolicyHandle): SandboxChange {
  return policy.kind === 'inline'
    ? { kind: 'detach', holder: policy.holder, policy }
    : { kind: 'switch_off_policy', policy };
}

function Rest({ view, sandbox }: { view: About; sandbox: Pick<Sandbox, 'add'> | undefined }) {
  return (
    <SpaceBetween size="s">
      {view.context.length === 0 ? null : (
        <ExpandableSection variant="footer" headerText={s.filledContext}>
          <ul className="plain-list">
            {view.context.map((key) => (
              <li key={key.key}>
                <span className="mono">{key.key}</span> = {key.values.join(', ')} ({key.origin})
              </li>
            ))}
          </ul>
        </ExpandableSection>
      )}
      {view.policies.length === 0 ? null : (
        <ExpandableSection
          variant="footer"
          data-testid="policies-looked"
          headerText={`${s.policiesLooked} (${view.policies.length})`}
        >
          <ul className="plain-list">
            {view.policies.map((policy) => (
              <li key={`${policy.layer} ${policy.name} ${policy.via}`}>
                <EntityLink to={routes.policy(policy.policy)}>{policy.name}</EntityLink> ·{' '}
                {policy.layer} · {policy.via}
                {sandbox === undefined || policy.layer !== 'identity' ? null : (
                  <>
                    {' · '}
                    <Button
                      variant="inline-link"
                      ariaLabel={s.switchOffPolicy(policy.name)}
                      onClick={() => sandbox.add(switchOff(policy.policy))}
                    >
                      {s.switchOff}
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
