// What the vault does not know, and what that could change: said above the answers it bears on.
import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { matrix as s } from '@/shared/strings/matrix';
import { sentence, Words } from '@/shared/words';

export function Banner({ unknown }: { unknown: readonly string[] }) {
  return unknown.length === 0 ? null : (
    <div data-testid="unknown-banner">
      <Alert type="info">
        <ExpandableSection variant="inline" headerText={`${s.unknown} (${unknown.length})`}>
          <ul className="plain-list">
            {unknown.map((text) => (
              <li key={text}>
                <Words text={sentence(text)} />
              </li>
            ))}
          </ul>
        </ExpandableSection>
      </Alert>
    </div>
  );
}
