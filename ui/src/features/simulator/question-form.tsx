import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { memo, useRef, useState } from 'react';
import { ArnBuilder } from '@/features/simulator/arn-builder';
import { PolicyActions } from '@/features/simulator/policy-actions';
import { SessionFields } from '@/features/simulator/session-fields';
import type { Question } from '@/features/simulator/use-question';
import type { PrincipalView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { useAskKeeping, usePaced } from '@/shared/queries';
import { analyse } from '@/shared/strings/analyse';
import { common } from '@/shared/strings/common';
import { policies } from '@/shared/strings/policies';
import { simulator as s } from '@/shared/strings/simulator';

interface QuestionFormProps {
  question: Question;
  change: (part: Partial<Question>) => void;
}

const mostSuggestions = 50;

/** Drawn when the question is another, not when an answer comes. */
export const QuestionForm = memo(function QuestionForm({ question, change }: QuestionFormProps) {
  const { account } = useAccount();
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2}>
        <PrincipalField question={question} change={change} />
        {account.kind === 'aws' ? (
          <FormField label={s.state}>
            <SegmentedControl
              label={s.state}
              selectedId={question.state}
              onChange={({ detail }) =>
                change({ state: detail.selectedId === 'observed' ? 'observed' : 'planned' })
              }
              options={[
                { id: 'planned', text: s.states.planned },
                { id: 'observed', text: s.states.observed },
              ]}
            />
          </FormField>
        ) : null}
      </ColumnLayout>
      <SessionFields session={question.session} onChange={(session) => change({ session })} />
      <ColumnLayout columns={2}>
        <ActionsField question={question} change={change} />
        <ResourcesField question={question} change={change} />
      </ColumnLayout>
    </SpaceBetween>
  );
});

/** Somebody who is in no list, by an ARN or a name. */
export function somebody(text: string): PrincipalView {
  return { id: text, entity: '', name: text.split('/').pop() ?? text, arn: text };
}

interface PrincipalFieldProps {
  question: Pick<Question, 'principal'>;
  change: (part: { principal: PrincipalView | null }) => void;
  testId?: string;
}

export function PrincipalField({
  question,
  change,
  testId = 'simulate-principal',
}: PrincipalFieldProps) {
  const { account } = useAccount();
  const [text, setText] = useState('');
  const found = useAskKeeping('search_principals', {
    account: account.id,
    text: usePaced(text),
    limit: mostSuggestions,
    others: true,
  });
  const { principal } = question;
  return (
    <FormField label={s.who} constraintText={analyse.ask.free}>
      <Select
        placeholder={s.whoPlaceholder}
        filteringType="manual"
        filteringPlaceholder={s.whoFind}
        filteringAriaLabel={s.whoFind}
        data-testid={testId}
        selectedOption={
          principal === null
            ? null
            : {
                value: principal.id,
                label: principal.name,
                description: principal.arn,
              }
        }
        options={(found.data ?? []).map((one) => ({
          value: one.id,
          label: one.entity === '' ? s.actionUse(one.name) : one.name,
          labelTag: policies.entity[one.entity] ?? one.entity,
          description: one.arn,
        }))}
        statusType={found.isPending ? 'loading' : found.error === null ? 'finished' : 'error'}
        loadingText={common.loading}
        errorText={found.error?.message}
        empty={common.noMatches}
        onLoadItems={({ detail }) => setText(detail.filteringText)}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          const chosen = found.data?.find((one) => one.id === value);
          change({ principal: chosen ?? (value === undefined ? null : somebody(value)) });
        }}
      />
    </FormField>
  );
}

interface ActionsFieldProps {
  question: Pick<Question, 'actions'>;
  change: (part: { actions: readonly string[] }) => void;
}

export function ActionsField({ question, change }: ActionsFieldProps) {
  const [text, setText] = useState('');
  const rested = usePaced(text);
  const found = useAskKeeping('search_actions', { text: rested, limit: mostSuggestions });
  const add = (action: string) => {
    const name = action.trim();
    if (name !== '' && !question.actions.includes(name)) {
      change({ actions: [...question.actions, name] });
    }
    setText('');
  };
  const [fromPolicy, setFromPolicy] = useState(false);
  const enter = useEnter(() => add(text));
  // The service of what was found first, when the text names one: `s3:` or `s3`.
  const service = found.data?.[0]?.name.split(':')[0] ?? '';
  const whole =
    service !== '' && text !== '' && `${service}:`.startsWith(text.toLowerCase())
      ? [{ value: `${service}:*`, description: analyse.ask.wholeService(service) }]
      : [];
  return (
    <FormField label={s.actions}>
      <SpaceBetween size="xs">
        <Autosuggest
          value={text}
          filteringType="manual"
          placeholder={s.actionPlaceholder}
          ariaLabel={s.actions}
          enteredTextLabel={s.actionUse}
          empty={s.actionEmpty}
          loadingText={common.loading}
          statusType={found.isPending ? 'loading' : 'finished'}
          data-testid="simulate-action"
          options={[
            ...whole,
            ...(found.data ?? []).map((action) => ({
              value: action.name,
              labelTag: action.access_level,
              description: action.description,
            })),
          ]}
          onChange={({ detail }) => setText(detail.value)}
          onSelect={({ detail }) => {
            enter.selected();
            add(detail.value);
          }}
          onKeyDown={enter.onKeyDown}
        />
        <Button
          variant="inline-link"
          data-testid="actions-of-policy"
          onClick={() => setFromPolicy(true)}
        >
          {analyse.ask.fromPolicy}
        </Button>
        {fromPolicy ? (
          <PolicyActions
            onClose={() => setFromPolicy(false)}
            onUse={(more) => {
              change({ actions: [...new Set([...question.actions, ...more])] });
              setFromPolicy(false);
            }}
          />
        ) : null}
        <TokenGroup
          limit={12}
          items={question.actions.map((action) => ({
            label: action,
            dismissLabel: s.dropAction(action),
          }))}
          onDismiss={({ detail }) =>
            change({ actions: question.actions.filter((_, index) => index !== detail.itemIndex) })
          }
        />
      </SpaceBetween>
    </FormField>
  );
}

interface ResourcesFieldProps {
  question: Pick<Question, 'actions' | 'resources'>;
  change: (part: { resources: readonly string[] }) => void;
}

export function ResourcesField({ question, change }: ResourcesFieldProps) {
  const [text, setText] = useState('');
  // The formats of the action that was chosen last: those are the resources it takes.
  const last = question.actions[question.actions.length - 1] ?? '';
  const found = useAskKeeping('search_actions', last === '' ? null : { text: last, limit: 5 });
  const formats = found.data?.find((action) => action.name === last)?.resource_formats ?? [];
  const { account } = useAccount();
  const [building, setBuilding] = useState(false);
  const known = useAskKeeping('search_resources', {
    account: account.id,
    text: usePaced(text),
    limit: mostSuggestions,
  });
  const options: AutosuggestProps.Options = [
    ...(formats.length === 0
      ? []
      : [{ label: s.resourceFormats, options: formats.map((value) => ({ value })) }]),
    ...((known.data ?? []).length === 0
      ? []
      : [
          {
            label: analyse.ask.known,
            options: (known.data ?? []).map((one) => ({ value: one.arn, labelTag: one.from })),
          },
        ]),
  ];
  const add = (resource: string) => {
    const arn = resource.trim();
    if (arn !== '' && !question.resources.includes(arn)) {
      change({ resources: [...question.resources, arn] });
    }
    setText('');
  };
  const enter = useEnter(() => add(text));
  return (
    <FormField
      label={s.resources}
      constraintText={question.resources.length === 0 ? s.anyResourceAsked : null}
    >
      <SpaceBetween size="xs">
        <Autosuggest
          value={text}
          filteringType="auto"
          placeholder={s.resourcePlaceholder}
          ariaLabel={s.resources}
          enteredTextLabel={s.actionUse}
          data-testid="simulate-resource"
          options={options}
          onChange={({ detail }) => setText(detail.value)}
          onSelect={({ detail }) => {
            enter.selected();
            // A format has blanks to fill; it is put into the field rather than asked about.
            if (detail.value.includes('${')) {
              setText(detail.value);
            } else {
              add(detail.value);
            }
          }}
          onKeyDown={enter.onKeyDown}
        />
        {formats.length === 0 ? null : (
          <Button variant="inline-link" data-testid="arn-build" onClick={() => setBuilding(true)}>
            {analyse.ask.build}
          </Button>
        )}
        {building ? (
          <ArnBuilder
            formats={formats}
            onClose={() => setBuilding(false)}
            onUse={(arn) => {
              add(arn);
              setBuilding(false);
            }}
          />
        ) : null}
        <TokenGroup
          limit={12}
          items={question.resources.map((resource) => ({
            label: resource,
            dismissLabel: s.dropResource(resource),
          }))}
          onDismiss={({ detail }) =>
            change({
              resources: question.resources.filter((_, index) => index !== detail.itemIndex),
            })
          }
        />
      </SpaceBetween>
    </FormField>
  );
}

/**
 * Enter adds what is typed when no suggestion was marked. Whether one was, the control says only by
 * its `onSelect`, before or after the key: so the decision waits until both had their turn.
 */
export function useEnter(add: () => void): {
  selected: () => void;
  onKeyDown: NonNullable<AutosuggestProps['onKeyDown']>;
} {
  const taken = useRef(false);
  return {
    selected: () => {
      taken.current = true;
    },
    onKeyDown: ({ detail }) => {
      if (detail.key === 'Enter') {
        taken.current = false;
        window.setTimeout(() => {
          if (!taken.current) {
            add();
          }
        }, 0);
      }
    },
  };
}
