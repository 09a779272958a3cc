// The account at hand as a file for other programs. Rust writes it; this page never sees the content.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AccountExtent, AccountFormat } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { FailureAlert } from '@/shared/failure-alert';
import { Page } from '@/shared/page';
import { useAction } from '@/shared/queries';
import { routes, useGo } from '@/shared/routes';
import { exporting as s } from '@/shared/strings/export';
import { help } from '@/shared/strings/help';
import { useSaved } from '@/shared/use-saved';

const extents: readonly AccountExtent[] = ['pending', 'revert', 'planned', 'observed'];
const formats: readonly AccountFormat[] = [
  'aws-cli',
  'cloud-formation',
  'terraform',
  'authorization-details',
];

export function ExportPage() {
  const { account } = useAccount();
  const isLocal = account.kind === 'local';
  const [extent, setExtent] = useState<AccountExtent>(isLocal ? 'planned' : 'pending');
  const [format, setFormat] = useState<AccountFormat>('aws-cli');
  const save = useAction('save_account');
  const report = useAction('save_credential_report');
  const expected = useAction('save_expectations');
  const go = useGo();
  const saved = useSaved();
  const isWhole = extent === 'planned' || extent === 'observed';
  const submit = async () => saved(await save.run({ account: account.id, format, extent }));
  const submitReport = async (own: boolean) =>
    saved(await report.run({ account: account.id, own }));
  const submitExpected = async () => saved(await expected.run({ account: account.id }));

  return (
    <Page
      title={s.title}
      description={s.description}
      testId="export-page"
      help={help.export}
      actions={
        <Button
          variant="primary"
          loading={save.busy}
          data-testid="export-save"
          onClick={() => void submit()}
        >
          {s.save}
        </Button>
      }
    >
      <SpaceBetween size="l">
        <FailureAlert failure={save.failure ?? report.failure ?? expected.failure} />
        <Container>
          <SpaceBetween size="l">
            <FormField label={s.extent} description={isLocal ? s.local : undefined}>
              <RadioGroup
                value={extent}
                ariaLabel={s.extent}
                onChange={({ detail }) => setExtent(detail.value as AccountExtent)}
                items={extents.map((value) => ({
                  value,
                  label: s.extents[value].label,
                  description: s.extents[value].text,
                  disabled: isLocal && value !== 'planned',
                }))}
              />
            </FormField>
            <FormField label={s.format}>
              <RadioGroup
                value={format}
                ariaLabel={s.format}
                onChange={({ detail }) => setFormat(detail.value as AccountFormat)}
                items={formats.map((value) => ({
                  value,
                  label: s.formats[value].label,
                  description: s.formats[value].text,
                  disabled: value === 'authorization-details' && !isWhole,
                }))}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container
          header={
            <Header
              variant="h2"
              description={s.reportText}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button onClick={() => go(routes.credentialReport)}>{s.seeReport}</Button>
                  <Button loading={report.busy} onClick={() => void submitReport(true)}>
                    {s.saveOwnReport}
                  </Button>
                  <Button
                    loading={report.busy}
                    data-testid="export-report"
                    onClick={() => void submitReport(false)}
                  >
                    {s.saveReport}
                  </Button>
                </SpaceBetween>
              }
            >
              {s.reportTitle}
            </Header>
          }
        />
        <Container
          header={
            <Header
              variant="h2"
              description={s.expectationsText}
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button onClick={() => go(routes.expectations)}>{s.seeExpectations}</Button>
                  <Button
                    loading={expected.busy}
                    data-testid="export-expectations"
                    onClick={() => void submitExpected()}
                  >
                    {s.saveExpectations}
                  </Button>
                </SpaceBetween>
              }
            >
              {s.expectationsTitle}
            </Header>
          }
        />
      </SpaceBetween>
    </Page>
  );
}
