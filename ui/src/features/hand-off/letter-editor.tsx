// The letter of each language, edited on the left, filled in for one person on the right.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Draft } from '@/features/hand-off/draft';
import type { FieldErrorView, HandOffLetterView, HandOffTextsView } from '@/ipc/contract';
import { errorText } from '@/shared/field-errors';
import { handOffWizard as s } from '@/shared/strings/hand-off';
import './letter-editor.css';
import { TextField } from '@/shared/text-field';

interface LetterEditorProps {
  draft: Draft;
  change: (next: Draft) => void;
  errors: readonly FieldErrorView[];
  texts: HandOffTextsView;
  letter: HandOffLetterView | null;
  shown: string;
  onShow: (user: string) => void;
}

export function LetterEditor(props: LetterEditorProps) {
  const { draft, change, errors, texts, letter } = props;
  const used = new Set(draft.people.map((person) => person.language || 'en'));
  const languages = texts.languages.filter(({ tag }) => used.has(tag));
  const [chosen, setChosen] = useState('');
  const language = languages.find(({ tag }) => tag === chosen) ?? languages[0];
  if (language === undefined) {
    return null;
  }
  const own = draft.templates.find((template) => template.language === language.tag);
  const text = { subject: own?.subject ?? language.subject, body: own?.body ?? language.body };
  const edit = (part: Partial<typeof text>) =>
    change({
      ...draft,
      templates: [
        ...draft.templates.filter((template) => template.language !== language.tag),
        { language: language.tag, ...text, ...part },
      ],
    });
  const reset = () =>
    change({
      ...draft,
      templates: draft.templates.filter((template) => template.language !== language.tag),
    });
  const errorOf = (field: string) => {
    const found = errors.find((error) => error.field === `templates[${language.tag}].${field}`);
    return found === undefined ? null : errorText(found);
  };
  const people = draft.people.map((person) => ({ value: person.user, label: person.user_name }));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={s.letterDescription}
          actions={
            <Button data-testid="letter-reset" disabled={own === undefined} onClick={reset}>
              {s.reset}
            </Button>
          }
        >
          {s.letterTitle}
        </Header>
      }
    >
      <ColumnLayout columns={2}>
        <SpaceBetween size="m">
          <FormField label={s.editLanguage}>
            <Select
              data-testid="letter-language"
              selectedOption={{ value: language.tag, label: language.name }}
              options={languages.map(({ tag, name }) => ({ value: tag, label: name }))}
              onChange={({ detail }) => setChosen(detail.selectedOption.value ?? '')}
            />
          </FormField>
          <FormField label={s.subject} errorText={errorOf('subject')}>
            <Input
              data-testid="letter-subject"
              value={text.subject}
              onChange={({ detail }) => edit({ subject: detail.value })}
            />
          </FormField>
          <TextField
            label={s.body}
            help={s.bodyHelp(texts.placeholders.map((word) => `{${word}}`).join(' '))}
            error={errorOf('body')}
            value={text.body}
            rows={18}
            prose
            testId="letter-body"
            onChange={(body) => edit({ body })}
          />
        </SpaceBetween>
        <SpaceBetween size="m">
          <FormField label={s.previewFor}>
            <Select
              data-testid="letter-for"
              selectedOption={
                people.find(({ value }) => value === letter?.user) ?? people[0] ?? null
              }
              options={people}
              filteringType="auto"
              virtualScroll
              onChange={({ detail }) => props.onShow(detail.selectedOption.value ?? '')}
            />
          </FormField>
          {letter === null ? null : (
            <section aria-label={s.preview} data-testid="letter-preview" lang={letter.language}>
              <Box variant="awsui-key-label">{s.previewTo}</Box>
              <div>{letter.to === '' ? s.previewNobody : letter.to}</div>
              <Box variant="awsui-key-label" margin={{ top: 's' }}>
                {s.subject}
              </Box>
              <div>{letter.subject}</div>
              <pre className="letter-text">{letter.text}</pre>
            </section>
          )}
        </SpaceBetween>
      </ColumnLayout>
    </Container>
  );
}
