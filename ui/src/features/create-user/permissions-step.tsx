import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { CreateGroupDialog } from '@/features/create-user/create-group-dialog';
import type { Draft } from '@/features/create-user/draft';
import { BoundaryChoice } from '@/shared/boundary-choice';
import { GroupPicker } from '@/shared/group-picker';
import { PolicyPicker } from '@/shared/policy-picker';
import { createUser as s } from '@/shared/strings/create-user';
import { groups } from '@/shared/strings/groups';

interface PermissionsStepProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

export function PermissionsStep({ draft, change }: PermissionsStepProps) {
  const [making, setMaking] = useState(false);
  const groupCount = draft.groups.length + draft.freshGroups.length;
  return (
    <SpaceBetween size="l">
      <Container>
        <Tabs
          ariaLabel={s.how}
          tabs={[
            {
              id: 'groups',
              label: withCount(s.byGroups, groupCount),
              content: (
                <GroupPicker
                  chosen={draft.groups}
                  onChoose={(ids) => change({ groups: ids })}
                  fresh={draft.freshGroups}
                  onDropFresh={(name) =>
                    change({
                      freshGroups: draft.freshGroups.filter((group) => group.name !== name),
                    })
                  }
                  actions={
                    <Button
                      iconName="add-plus"
                      data-testid="create-group"
                      onClick={() => setMaking(true)}
                    >
                      {groups.createGroup}
                    </Button>
                  }
                />
              ),
            },
            {
              id: 'policies',
              label: withCount(s.byPolicies, draft.policies.length),
              content: (
                <PolicyPicker
                  chosen={draft.policies}
                  onChoose={(policies) => change({ policies })}
                />
              ),
            },
          ]}
        />
      </Container>
      <BoundaryChoice
        title={s.boundary}
        description={s.boundaryText}
        label={s.useBoundary}
        used={draft.useBoundary}
        chosen={draft.boundary}
        change={change}
        checkboxTestId="use-boundary"
        pickerTestId="boundary-picker"
      />
      {making ? (
        <CreateGroupDialog
          taken={draft.freshGroups.map(({ name }) => name)}
          onClose={() => setMaking(false)}
          onAdd={(group) => {
            setMaking(false);
            change({ freshGroups: [...draft.freshGroups, group] });
          }}
        />
      ) : null}
    </SpaceBetween>
  );
}

function withCount(label: string, chosen: number): string {
  return chosen === 0 ? label : `${label} (${chosen})`;
}
