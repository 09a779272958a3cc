// A permissions boundary, which most have none of: a box to tick, then one policy.
import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ChosenPolicy, PolicyPicker } from '@/shared/policy-picker';

interface BoundaryChoiceProps {
  title: string;
  description?: string;
  label: string;
  used: boolean;
  chosen: readonly ChosenPolicy[];
  change: (part: { useBoundary?: boolean; boundary?: readonly ChosenPolicy[] }) => void;
  checkboxTestId: string;
  pickerTestId: string;
}

export function BoundaryChoice(props: BoundaryChoiceProps) {
  return (
    <ExpandableSection
      variant="container"
      headerText={props.title}
      headerDescription={props.description}
      defaultExpanded={props.used}
    >
      <SpaceBetween size="m">
        <Checkbox
          checked={props.used}
          data-testid={props.checkboxTestId}
          onChange={({ detail }) => props.change({ useBoundary: detail.checked })}
        >
          {props.label}
        </Checkbox>
        {props.used ? (
          <PolicyPicker
            single
            testId={props.pickerTestId}
            chosen={props.chosen}
            onChoose={(boundary) => props.change({ boundary })}
          />
        ) : null}
      </SpaceBetween>
    </ExpandableSection>
  );
}
