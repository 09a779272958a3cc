// A list of people, pasted or from a file: read in Rust while it is typed, and the new ones made
// users by a change of their own.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Person } from '@/features/hand-off/draft';
import type { ListedPersonView, PeopleListView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { errorText } from '@/shared/field-errors';
import { GroupPicker } from '@/shared/group-picker';
import { useAction, useLive } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { handOffWizard as s } from '@/shared/strings/hand-off';
import { useChange } from '@/shared/use-change';

interface PeopleListProps {
  onPeople: (users: readonly string[], names: ReadonlyMap<string, Partial<Person>>) => void;
}

export function PeopleList({ onPeople }: PeopleListProps) {
  const { account } = useAccount();
  const [text, setText] = useState('');
  const [fromFile, setFromFile] = useState<PeopleListView | null>(null);
  const typed = useLive(
    'read_people',
    text.trim() === '' ? null : { account: account.id, text },
    200,
  );
  const open = useAction('open_people_list');
  const read = useAction('read_people');
  const list = text.trim() === '' ? fromFile : typed.answer;

  const chooseFile = async () => {
    const view = await open.run({ account: account.id });
    if (view !== null) {
      setText('');
      setFromFile(view);
      take(view);
    }
  };
  const take = (view: PeopleListView) => {
    const there = view.people.filter((person) => person.user !== '');
    onPeople(
      there.map((person) => person.user),
      new Map(there.map((person) => [person.user, told(person)])),
    );
  };
  const created = async () => {
    if (text.trim() !== '') {
      const view = await read.run({ account: account.id, text });
      if (view !== null) {
        take(view);
      }
    }
  };

  return (
    <SpaceBetween size="m">
      <FormField
        label={s.list}
        constraintText={s.listHelp}
        secondaryControl={
          <Button
            data-testid="people-file"
            loading={open.busy}
            iconName="folder-open"
            onClick={() => void chooseFile()}
          >
            {s.chooseFile}
          </Button>
        }
      >
        <Textarea
          data-testid="people-list"
          value={text}
          rows={6}
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => setText(detail.value)}
          onBlur={() => typed.answer !== null && take(typed.answer)}
        />
      </FormField>
      <FailureAlert failure={open.failure ?? read.failure ?? typed.failure} />
      {list === null ? null : <Read list={list} onCreated={() => void created()} />}
    </SpaceBetween>
  );
}

function Read({ list, onCreated }: { list: PeopleListView; onCreated: () => void }) {
  const fresh = list.people.filter((person) => person.user === '');
  return (
    <SpaceBetween size="m">
      {list.problems.length === 0 ? null : (
        <div data-testid="people-problems">
          <Alert type="warning" header={s.problems(list.problems.length)}>
            <ul>
              {list.problems.map((problem) => (
                <li key={`${problem.field} ${problem.message}`}>
                  {problem.field === '' ? '' : `${problem.field}: `}
                  {errorText(problem)}
                </li>
              ))}
            </ul>
          </Alert>
        </div>
      )}
      {list.ignored_columns.length === 0 ? null : (
        <Box color="text-body-secondary">{s.ignored(list.ignored_columns.join(', '))}</Box>
      )}
      <ExpandableSection
        defaultExpanded={list.people.length <= 10}
        headerText={`${s.listTable} (${list.people.length})`}
      >
        <Table<ListedPersonView>
          variant="borderless"
          data-testid="people-table"
          items={list.people}
          trackBy={(person) => person.user_name}
          ariaLabels={{ tableLabel: s.listTable }}
          columnDefinitions={[
            { id: 'line', header: s.line, cell: (person) => person.line },
            {
              id: 'user',
              header: s.userName,
              isRowHeader: true,
              cell: (person) => person.user_name,
            },
            { id: 'name', header: s.personName, cell: (person) => person.name || common.none },
            { id: 'email', header: s.email, cell: (person) => person.email || common.none },
            {
              id: 'there',
              header: s.userStanding,
              cell: (person) =>
                person.user === '' ? (
                  <StatusIndicator type="info">{s.isNew}</StatusIndicator>
                ) : (
                  <StatusIndicator type="success">{s.isThere}</StatusIndicator>
                ),
            },
          ]}
        />
      </ExpandableSection>
      {fresh.length === 0 ? null : <NewUsers people={fresh} onCreated={onCreated} />}
    </SpaceBetween>
  );
}

function NewUsers({
  people,
  onCreated,
}: {
  people: readonly ListedPersonView[];
  onCreated: () => void;
}) {
  const [console, setConsole] = useState(true);
  const [key, setKey] = useState(false);
  const [groups, setGroups] = useState<readonly string[]>([]);
  const { busy, failure, propose } = useChange();
  const create = async () => {
    const view = await propose({
      kind: 'create_people',
      people: people.map(({ user_name, email, language, recipient, groups: own }) => ({
        user_name,
        email,
        language,
        recipient,
        groups: own,
      })),
      console,
      access_key: key,
      groups: [...groups],
      policies: [],
    });
    if (view !== null) {
      onCreated();
    }
  };
  return (
    <Container
      header={
        <Header variant="h2" description={s.newUsersText(people.length)}>
          {s.newUsers}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Checkbox
          data-testid="new-console"
          checked={console}
          description={s.newConsoleText}
          onChange={({ detail }) => setConsole(detail.checked)}
        >
          {s.newConsole}
        </Checkbox>
        <Checkbox
          data-testid="new-key"
          checked={key}
          description={s.newKeyText}
          onChange={({ detail }) => setKey(detail.checked)}
        >
          {s.newKey}
        </Checkbox>
        <ExpandableSection headerText={`${s.newGroups} (${groups.length})`}>
          <GroupPicker chosen={groups} onChoose={setGroups} />
        </ExpandableSection>
        <FailureAlert failure={failure} />
        <Button loading={busy} data-testid="create-people" onClick={() => void create()}>
          {s.createUsers(people.length)}
        </Button>
      </SpaceBetween>
    </Container>
  );
}

/** What the list says of a person, over what the vault knows. */
function told(person: ListedPersonView): Partial<Person> {
  return {
    ...(person.name === '' ? {} : { name: person.name }),
    ...(person.email === '' ? {} : { email: person.email }),
    ...(person.language === '' ? {} : { language: person.language }),
    ...(person.recipient === '' ? {} : { recipient: person.recipient }),
  };
}
