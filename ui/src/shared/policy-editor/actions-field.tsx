// The actions of a statement: what it names, and the catalogue's actions of a service to tick.
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useState } from 'react';
import type { ActionLevelView, PolicyWish, StatementCardView } from '@/ipc/contract';
import { AddText } from '@/shared/policy-editor/add-text';
import { useAsk, useAskKeeping, usePaced } from '@/shared/queries';
import { policyEditor as s } from '@/shared/strings/policy-editor';

interface FieldProps {
  statement: StatementCardView;
  wish: (wish: PolicyWish) => Promise<boolean>;
}

export function ActionsField({ statement, wish }: FieldProps) {
  const { actions, index } = statement;
  if (actions === null && statement.kept.some((name) => name.endsWith('Action'))) {
    return <FormField label={s.actions}>{s.onlyJson}</FormField>;
  }
  const values = actions?.values ?? [];
  const not = actions?.not ?? false;
  const set = (next: string[], opposite = not) =>
    void wish({ kind: 'set_actions', statement: index, not: opposite, values: next });
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{not ? s.notActions : s.actions}</Box>
      {statement.services.map((service) => (
        <div key={service.prefix}>
          <TokenGroup
            limit={12}
            items={service.patterns.map((pattern) => ({
              label: pattern,
              dismissLabel: s.dropAction(pattern),
            }))}
            onDismiss={({ detail }) => {
              const gone = service.patterns[detail.itemIndex];
              set(values.filter((value) => value !== gone));
            }}
          />
          {service.levels.length === 0 ? null : (
            <Box variant="small" color="text-body-secondary">
              {service.name === '' ? service.prefix : service.name}
              {': '}
              {service.levels
                .map(({ level, named, total }) => s.levels(level, named, total))
                .join(' · ')}
            </Box>
          )}
        </div>
      ))}
      <AddText
        label={s.actionPattern}
        placeholder={s.actionPatternHelp}
        testId={`action-pattern-${index}`}
        onAdd={(pattern) => set([...values, pattern])}
      />
      <ExpandableSection variant="footer" headerText={s.addActions}>
        <ServiceActions statement={statement} patterns={values} wish={wish} />
      </ExpandableSection>
      <Checkbox
        checked={not}
        data-testid={`not-actions-${index}`}
        onChange={({ detail }) => set(values, detail.checked)}
      >
        {s.notActions}
      </Checkbox>
    </SpaceBetween>
  );
}

function ServiceActions({
  statement,
  patterns,
  wish,
}: FieldProps & { patterns: readonly string[] }) {
  const services = useAsk('policy_services', {});
  const [chosen, setChosen] = useState(statement.services[0]?.prefix ?? '');
  const [filter, setFilter] = useState('');
  const rested = usePaced(filter);
  const known = services.data?.some(({ prefix }) => prefix === chosen) === true;
  const found = useAskKeeping(
    'service_actions',
    known ? { service: chosen, patterns: [...patterns], filter: rested } : null,
  );
  const named = services.data?.find(({ prefix }) => prefix === chosen);
  const all = `${chosen}:*`;
  const toggle = (actions: string[], on: boolean) =>
    void wish({ kind: 'toggle_actions', statement: statement.index, actions, on });
  return (
    <SpaceBetween size="s">
      <div className="table-filter">
        <div className="table-filter-text">
          <Select
            data-testid={`service-${statement.index}`}
            ariaLabel={s.service}
            placeholder={s.chooseService}
            filteringType="auto"
            filteringPlaceholder={s.findService}
            filteringAriaLabel={s.findService}
            virtualScroll
            selectedOption={
              named === undefined
                ? null
                : { value: named.prefix, label: named.name, tags: [named.prefix] }
            }
            options={(services.data ?? []).map(({ prefix, name }) => ({
              value: prefix,
              label: name,
              tags: [prefix],
            }))}
            onChange={({ detail }) => setChosen(detail.selectedOption.value ?? '')}
          />
        </div>
        <div className="table-filter-text">
          <Input
            type="search"
            value={filter}
            disabled={!known}
            ariaLabel={s.filterActions}
            placeholder={s.filterActions}
            data-testid={`filter-actions-${statement.index}`}
            onChange={({ detail }) => setFilter(detail.value)}
          />
        </div>
      </div>
      {known ? (
        <Checkbox
          checked={patterns.includes(all)}
          data-testid={`all-actions-${statement.index}`}
          onChange={({ detail }) => toggle([all], detail.checked)}
        >
          {s.allActions(chosen)}
        </Checkbox>
      ) : null}
      {(known ? (found.data?.levels ?? []) : []).map((level) => (
        <Level
          key={`${chosen} ${level.level}`}
          level={level}
          open={rested !== '' || level.named > 0}
          onToggle={toggle}
        />
      ))}
      {known && found.data?.levels.length === 0 ? <Box>{s.noActionFound}</Box> : null}
    </SpaceBetween>
  );
}

interface LevelProps {
  level: ActionLevelView;
  open: boolean;
  onToggle: (actions: string[], on: boolean) => void;
}

function Level({ level, open, onToggle }: LevelProps) {
  const names = level.actions.map(({ name }) => name);
  return (
    <ExpandableSection
      key={open ? 'open' : 'closed'}
      defaultExpanded={open}
      headerText={s.level(level.level, level.named, level.actions.length)}
    >
      <Checkbox
        checked={level.named === level.actions.length}
        indeterminate={level.named > 0 && level.named < level.actions.length}
        data-testid={`level-${level.level}`}
        onChange={({ detail }) => onToggle(names, detail.checked)}
      >
        {s.allOfLevel(level.level)}
      </Checkbox>
      <div className="policy-editor-actions">
        {level.actions.map((action) => {
          const byItself = action.named_by.toLowerCase() === action.name.toLowerCase();
          const byPattern = action.named_by !== '' && !byItself;
          return (
            <Checkbox
              key={action.name}
              checked={action.named_by !== ''}
              disabled={byPattern}
              description={byPattern ? s.byPattern(action.named_by) : action.description}
              data-testid={`action-${action.name}`}
              onChange={({ detail }) => onToggle([action.name], detail.checked)}
            >
              {action.name.split(':')[1]}
            </Checkbox>
          );
        })}
      </div>
    </ExpandableSection>
  );
}
