// The frame that every wizard shares: the page, its steps in order, and what the buttons do.
import Wizard from '@cloudscape-design/components/wizard';
import { type ReactNode, useEffect } from 'react';
import { type Crumb, Page } from '@/shared/page';
import { useGo } from '@/shared/routes';
import type { HelpText } from '@/shared/strings/help';
import type { Wizardry } from '@/shared/use-wizard';

interface WizardStep {
  title: string;
  isOptional?: boolean;
  /** What stands at the foot instead of what the wizard knows of the step. */
  errorText?: string | undefined;
  content: ReactNode;
}

interface WizardPageProps<Draft> {
  wizard: Wizardry<Draft>;
  title: string;
  testId: string;
  help: HelpText;
  crumbs: readonly Crumb[];
  /** Where *Cancel* leads. */
  back: string;
  submit: string;
  /** Asked before a step is left; `false` stays. */
  mayGo?: (requested: number) => boolean;
  steps: readonly WizardStep[];
}

export function WizardPage<Draft>(props: WizardPageProps<Draft>) {
  const { wizard, mayGo, back } = props;
  const go = useGo();
  useFocusOnFault(props.testId, wizard.refusals);
  return (
    <Page plain title={props.title} testId={props.testId} help={props.help} crumbs={props.crumbs}>
      <Wizard
        activeStepIndex={wizard.step}
        onNavigate={({ detail: { requestedStepIndex: requested } }) => {
          if (mayGo?.(requested) !== false) {
            void wizard.navigate(requested);
          }
        }}
        onCancel={() => {
          wizard.cancel();
          go(back);
        }}
        onSubmit={() => void wizard.submit()}
        isLoadingNextStep={wizard.busy}
        i18nStrings={{ submitButton: props.submit }}
        steps={props.steps.map((step, index) => ({
          ...step,
          errorText: 'errorText' in step ? step.errorText : wizard.errorTextOf(index),
        }))}
      />
    </Page>
  );
}

/** After a refusal the focus is where something is to be mended: at the first field that is wrong. */
export function useFocusOnFault(testId: string, refusals: number): void {
  useEffect(() => {
    if (refusals === 0) {
      return;
    }
    // What is wrong is drawn first.
    const timer = window.setTimeout(() => {
      const wrong = `[data-testid="${testId}"] [aria-invalid="true"]`;
      document.querySelector<HTMLElement>(wrong)?.focus();
    });
    return () => window.clearTimeout(timer);
  }, [testId, refusals]);
}
