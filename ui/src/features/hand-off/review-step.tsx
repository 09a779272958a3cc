// What each person is given, which files are written, and the letter as it will stand.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type {
  FieldErrorView,
  HandOffLetterView,
  HandOffPlanView,
  HandOffPreviewView,
  HandOffRequest,
} from '@/ipc/contract';
import { FailureAlert } from '@/shared/failure-alert';
import { errorText } from '@/shared/field-errors';
import { useFlash } from '@/shared/flash';
import { useAction } from '@/shared/queries';
import { common } from '@/shared/strings/common';
import { handOffWizard as s } from '@/shared/strings/hand-off';
import { usePages } from '@/shared/use-pages';

interface ReviewStepProps {
  request: () => HandOffRequest;
  encrypted: boolean;
  preview: HandOffPreviewView | null;
  errors: readonly FieldErrorView[];
  /** The letter of the one person who is shown. */
  letter: HandOffLetterView | null;
  /** Whether there are letters at all. */
  letters: boolean;
  onShow: (user: string) => void;
}

const rowsOnPage = 50;

export function ReviewStep(props: ReviewStepProps) {
  const { request, encrypted, preview, errors, letter, letters, onShow } = props;
  const { rows, pagination } = usePages(preview?.people ?? [], rowsOnPage);
  if (preview === null) {
    return <Spinner />;
  }
  return (
    <SpaceBetween size="l">
      {errors.length === 0 ? null : (
        <Alert type="error" header={s.notYet}>
          {errors.map(errorText).join(' ')}
        </Alert>
      )}
      <Table<HandOffPlanView>
        variant="container"
        data-testid="hand-off-plan"
        items={rows}
        {...pagination}
        trackBy={(person) => person.user}
        wrapLines
        ariaLabels={{ tableLabel: s.reviewWho }}
        header={
          <Header variant="h2" counter={`(${preview.people.length})`}>
            {s.reviewWho}
          </Header>
        }
        columnDefinitions={[
          {
            id: 'user',
            header: s.userName,
            minWidth: 120,
            isRowHeader: true,
            cell: (person) => person.user_name,
          },
          {
            id: 'gets',
            header: s.gets,
            cell: (person) => (person.gets.length === 0 ? common.none : person.gets.join('; ')),
          },
          {
            id: 'missing',
            header: s.missing,
            minWidth: 130,
            cell: (person) =>
              person.missing.length === 0 ? (
                common.none
              ) : (
                <StatusIndicator type="warning">{person.missing.join('; ')}</StatusIndicator>
              ),
          },
          ...(letters
            ? [
                {
                  id: 'letter',
                  header: s.letterTitle,
                  minWidth: 150,
                  cell: (person: HandOffPlanView) => (
                    <MailButton
                      request={request}
                      person={person}
                      disabled={encrypted}
                      onShow={onShow}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      <Letter letter={letter} />
      <Container header={<Header variant="h2">{s.reviewFiles}</Header>}>
        {preview.files.length === 0 ? (
          <Box>{s.noFiles}</Box>
        ) : (
          <SpaceBetween size="s">
            {preview.files_hold_secrets ? <Alert type="warning">{s.secretFiles}</Alert> : null}
            <ExpandableSection
              headerText={s.reviewFilesText(preview.files.length)}
              defaultExpanded={preview.files.length <= 10}
            >
              <ul data-testid="hand-off-files">
                {preview.files.map((file) => (
                  <li key={file}>{file}</li>
                ))}
              </ul>
            </ExpandableSection>
          </SpaceBetween>
        )}
      </Container>
      {preview.notes.length === 0 ? null : (
        <Alert type="info" header={s.worthKnowing}>
          <ul>
            {preview.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Alert>
      )}
    </SpaceBetween>
  );
}

function Letter({ letter }: { letter: HandOffLetterView | null }) {
  if (letter === null) {
    return null;
  }
  return (
    <ExpandableSection
      variant="container"
      headerText={s.preview}
      headerDescription={letter.to === '' ? s.previewNobody : letter.to}
      headerActions={
        // For mail programs that open no draft: what is copied holds no secret.
        <CopyToClipboard
          textToCopy={`${letter.subject}\n\n${letter.text}`}
          copyButtonText={common.copyIt(s.copyLetter)}
          copyButtonAriaLabel={common.copyIt(s.copyLetter)}
          copySuccessText={common.copied(s.letterTitle)}
          copyErrorText={common.copyFailed}
        />
      }
    >
      <div lang={letter.language} data-testid="review-letter">
        <Box variant="strong">{letter.subject}</Box>
        <pre className="letter-text">{letter.text}</pre>
      </div>
    </ExpandableSection>
  );
}

function MailButton({
  request,
  person,
  disabled,
  onShow,
}: {
  request: () => HandOffRequest;
  person: HandOffPlanView;
  disabled: boolean;
  onShow: (user: string) => void;
}) {
  const { busy, failure, run } = useAction('open_mail_draft');
  const flash = useFlash();
  const open = async () => {
    onShow(person.user);
    if ((await run({ hand_off: request(), user: person.user })) !== null) {
      flash.say('info', s.mailOpened);
    }
  };
  return (
    <SpaceBetween size="xs">
      <Button
        variant="inline-link"
        iconName="envelope"
        loading={busy}
        disabled={disabled}
        ariaLabel={s.openMailLabel(person.user_name)}
        data-testid={`open-mail-${person.user_name}`}
        onClick={() => void open()}
      >
        {s.openMail}
      </Button>
      <FailureAlert failure={failure} />
    </SpaceBetween>
  );
}
