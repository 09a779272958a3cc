// How it is handed over: the way of the secrets, where letters go, and what they say.
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import Tiles from '@cloudscape-design/components/tiles';
import type { Draft, Person } from '@/features/hand-off/draft';
import { LetterEditor } from '@/features/hand-off/letter-editor';
import type {
  CsvFormat,
  FieldErrorView,
  HandOffLetterView,
  HandOffTextsView,
  SecretsWay,
} from '@/ipc/contract';
import { errorText } from '@/shared/field-errors';
import { handOffWizard as s } from '@/shared/strings/hand-off';
import { users } from '@/shared/strings/users';
import { usePages } from '@/shared/use-pages';

interface HowStepProps {
  draft: Draft;
  change: (next: Draft) => void;
  errors: readonly FieldErrorView[];
  texts: HandOffTextsView;
  letter: HandOffLetterView | null;
  shown: string;
  onShow: (user: string) => void;
}

const ways: readonly SecretsWay[] = ['screen', 'sheet', 'encrypted', 'csv'];
const formats: readonly CsvFormat[] = ['console', 'aws-cli', 'legacy'];

export function HowStep(props: HowStepProps) {
  const { draft, change, errors } = props;
  const { password, access_key, mfa_device } = draft.items;
  return (
    <SpaceBetween size="l">
      {password || access_key || mfa_device ? (
        <Container header={<Header variant="h2">{s.way}</Header>}>
          <SpaceBetween size="m">
            <Tiles
              value={draft.secrets}
              columns={2}
              ariaLabel={s.way}
              onChange={({ detail }) => change({ ...draft, secrets: detail.value as SecretsWay })}
              items={ways.map((value) => ({
                value,
                label: <span data-testid={`way-${value}`}>{s.ways[value].label}</span>,
                description: s.ways[value].description,
              }))}
            />
            {draft.secrets === 'csv' ? (
              <FormField label={s.csvFormat}>
                <Select
                  data-testid="hand-off-csv-format"
                  selectedOption={{
                    value: draft.csvFormat,
                    label: users.formats[draft.csvFormat].label,
                  }}
                  options={formats.map((value) => ({ value, ...users.formats[value] }))}
                  onChange={({ detail }) =>
                    change({ ...draft, csvFormat: detail.selectedOption.value as CsvFormat })
                  }
                />
              </FormField>
            ) : null}
          </SpaceBetween>
        </Container>
      ) : null}
      <Contacts {...props} errors={errors} />
      {draft.letter ? <LetterEditor {...props} /> : null}
      <Container>
        <FormField label={s.days} description={s.daysText}>
          <Select
            data-testid="hand-off-days"
            selectedOption={{
              value: String(draft.days),
              label: s.daysOptions[String(draft.days)] ?? '',
            }}
            options={Object.entries(s.daysOptions).map(([value, label]) => ({ value, label }))}
            onChange={({ detail }) =>
              change({ ...draft, days: Number(detail.selectedOption.value) })
            }
          />
        </FormField>
      </Container>
    </SpaceBetween>
  );
}

const peopleOnPage = 10;

function Contacts({ draft, change, errors, texts }: HowStepProps) {
  const { start, rows: shown, pagination } = usePages(draft.people, peopleOnPage);
  const rows = shown.map((person, at) => ({
    person,
    at: start + at,
  }));
  const edit = (at: number, part: Partial<Person>) =>
    change({
      ...draft,
      people: draft.people.map((person, index) => (index === at ? { ...person, ...part } : person)),
    });
  const errorOf = (at: number, field: string) => {
    const found = errors.find((error) => error.field === `people[${at}].${field}`);
    return found === undefined ? null : errorText(found);
  };
  const text = (field: 'name' | 'email' | 'recipient', label: string) => ({
    id: field,
    header: label,
    minWidth: 180,
    cell: ({ person, at }: { person: Person; at: number }) => (
      <FormField errorText={errorOf(at, field)} stretch>
        <Input
          value={person[field]}
          ariaLabel={`${label}: ${person.user_name}`}
          data-testid={`contact-${field}-${person.user_name}`}
          inputMode={field === 'email' ? 'email' : 'text'}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => edit(at, { [field]: detail.value })}
        />
      </FormField>
    ),
  });
  const languages = texts.languages.map(({ tag, name }) => ({ value: tag, label: name }));
  return (
    <Table
      variant="container"
      data-testid="hand-off-contacts"
      items={rows}
      trackBy={({ person }) => person.user}
      ariaLabels={{ tableLabel: s.contacts }}
      header={
        <Header variant="h2" description={s.contactsText} counter={`(${draft.people.length})`}>
          {s.contacts}
        </Header>
      }
      {...pagination}
      footer={
        <Checkbox
          data-testid="hand-off-remember"
          checked={draft.remember}
          description={s.rememberText}
          onChange={({ detail }) => change({ ...draft, remember: detail.checked })}
        >
          {s.remember}
        </Checkbox>
      }
      columnDefinitions={[
        {
          id: 'user',
          header: s.userName,
          isRowHeader: true,
          cell: ({ person, at }) => (
            <FormField errorText={errorOf(at, 'user')}>{person.user_name}</FormField>
          ),
        },
        text('name', s.personName),
        text('email', s.email),
        {
          id: 'language',
          header: s.language,
          minWidth: 130,
          cell: ({ person, at }) => (
            <Select
              ariaLabel={`${s.language}: ${person.user_name}`}
              data-testid={`contact-language-${person.user_name}`}
              selectedOption={
                languages.find(({ value }) => value === person.language) ?? languages[0] ?? null
              }
              options={languages}
              expandToViewport
              onChange={({ detail }) => edit(at, { language: detail.selectedOption.value ?? '' })}
            />
          ),
        },
        ...(draft.secrets === 'encrypted' ? [text('recipient', s.recipient)] : []),
      ]}
    />
  );
}
