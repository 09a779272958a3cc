// What somebody can do, by service: counted by Rust, drawn here.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { AccessSummaryView, LevelAccessView, ServiceAccessView } from '@/ipc/contract';
import { permissions as s } from '@/shared/strings/permissions';

const firstServices = 8;

export function AccessSummary({ access }: { access: AccessSummaryView }) {
  const [all, setAll] = useState(false);
  const shown = all ? access.services : access.services.slice(0, firstServices);
  const hidden = access.services.length - shown.length;
  return (
    <div data-testid="access-summary">
      <SpaceBetween size="s">
        <Box variant="strong">{headline(access)}</Box>
        {access.services.length === 0 ? null : (
          <div>
            <Table<ServiceAccessView>
              variant="embedded"
              contentDensity="compact"
              wrapLines
              items={shown}
              trackBy="prefix"
              ariaLabels={{ tableLabel: s.access }}
              columnDefinitions={[
                {
                  id: 'service',
                  header: s.service,
                  isRowHeader: true,
                  width: 260,
                  cell: (row) => `${row.name} (${row.prefix})`,
                },
                {
                  id: 'levels',
                  header: s.levels,
                  cell: (row) =>
                    row.levels
                      .filter(({ allowed }) => allowed > 0)
                      .map(levelText)
                      .join(' · '),
                },
              ]}
            />
            <Box variant="small" color="text-body-secondary">
              {s.limitedNote}
            </Box>
          </div>
        )}
        {hidden > 0 ? (
          <Button variant="inline-link" onClick={() => setAll(true)}>
            {s.moreServices(hidden)}
          </Button>
        ) : null}
        {access.unknown.length === 0 ? null : (
          <Alert type="info" header={s.accessUnknown}>
            {access.unknown.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </Alert>
        )}
      </SpaceBetween>
    </div>
  );
}

function headline(access: AccessSummaryView): string {
  if (access.administrator) {
    return s.accessAdmin;
  }
  return access.allowed_actions === 0
    ? s.accessNone
    : s.accessCount(access.allowed_actions, access.all_actions, access.services.length);
}

function levelText(level: LevelAccessView): string {
  return `${s.level(level.level, level.allowed, level.total)}${level.limited ? s.limitedMark : ''}`;
}
