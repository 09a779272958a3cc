import Box from '@cloudscape-design/components/box';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';
import type { DocumentUse, LintView, PolicyWish, StatementCardView } from '@/ipc/contract';
import { ActionsField } from '@/shared/policy-editor/actions-field';
import { ConditionsField } from '@/shared/policy-editor/conditions-field';
import { PrincipalsField } from '@/shared/policy-editor/principals-field';
import { ResourcesField } from '@/shared/policy-editor/resources-field';
import { policyEditor as s } from '@/shared/strings/policy-editor';
import { sentence, Words } from '@/shared/words';

interface StatementCardProps {
  statement: StatementCardView;
  count: number;
  usedAs: DocumentUse;
  findings: readonly LintView[];
  wish: (wish: PolicyWish) => Promise<boolean>;
}

export function StatementCard({ statement, count, usedAs, findings, wish }: StatementCardProps) {
  const { index } = statement;
  const number = index + 1;
  const grave = findings.filter(({ severity }) => severity !== 'suggestion');
  const choose = (id: string) => {
    switch (id) {
      case 'duplicate':
        return wish({ kind: 'duplicate_statement', statement: index });
      case 'up':
        return wish({ kind: 'move_statement', statement: index, to: index - 1 });
      case 'down':
        return wish({ kind: 'move_statement', statement: index, to: index + 1 });
      default:
        return wish({ kind: 'remove_statement', statement: index });
    }
  };
  return (
    <div data-testid={`statement-${index}`}>
      <Container
        header={
          <Header
            variant="h3"
            headingTagOverride="h2"
            description={<Words text={statement.sentence} />}
            actions={
              <ButtonDropdown
                variant="icon"
                ariaLabel={s.more(number)}
                items={[
                  { id: 'duplicate', text: s.duplicate },
                  { id: 'up', text: s.moveUp, disabled: index === 0 },
                  { id: 'down', text: s.moveDown, disabled: index + 1 >= count },
                  { id: 'remove', text: s.remove },
                ]}
                onItemClick={({ detail }) => void choose(detail.id)}
              />
            }
          >
            {statement.sid === '' ? s.statement(number) : s.statementWith(number, statement.sid)}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <SpaceBetween direction="horizontal" size="l">
            <FormField label={s.effect}>
              <SegmentedControl
                label={s.effect}
                selectedId={statement.effect}
                options={[
                  { id: 'Allow', text: s.allow },
                  { id: 'Deny', text: s.deny },
                ]}
                onChange={({ detail }) =>
                  void wish({ kind: 'set_effect', statement: index, effect: detail.selectedId })
                }
              />
            </FormField>
            <Sid
              sid={statement.sid}
              testId={`sid-${index}`}
              onSet={(sid) => void wish({ kind: 'set_sid', statement: index, sid })}
            />
          </SpaceBetween>
          {statement.principals === null && usedAs.kind !== 'trust' ? null : (
            <PrincipalsField statement={statement} wish={wish} />
          )}
          <ActionsField statement={statement} wish={wish} />
          {usedAs.kind === 'trust' ? null : <ResourcesField statement={statement} wish={wish} />}
          <ConditionsField statement={statement} wish={wish} />
          {statement.kept.length === 0 ? null : (
            <Box color="text-body-secondary">{s.kept(statement.kept.join(', '))}</Box>
          )}
          {grave.map((finding) => (
            <StatusIndicator
              key={`${finding.from} ${finding.code}`}
              type={finding.severity === 'error' ? 'error' : 'warning'}
            >
              <Words text={sentence(finding.message)} />
            </StatusIndicator>
          ))}
        </SpaceBetween>
      </Container>
    </div>
  );
}

/** The `Sid`; it is set when the field is left, not at every key. */
function Sid({
  sid,
  testId,
  onSet,
}: {
  sid: string;
  testId: string;
  onSet: (sid: string) => void;
}) {
  const [typed, setTyped] = useState(sid);
  useEffect(() => setTyped(sid), [sid]);
  const set = () => {
    if (typed !== sid) {
      onSet(typed);
    }
  };
  return (
    <FormField label={s.sid} constraintText={s.sidHelp}>
      <Input
        value={typed}
        autoComplete="off"
        spellcheck={false}
        data-testid={testId}
        onChange={({ detail }) => setTyped(detail.value)}
        onBlur={set}
        onKeyDown={({ detail }) => {
          if (detail.key === 'Enter') {
            set();
          }
        }}
      />
    </FormField>
  );
}
