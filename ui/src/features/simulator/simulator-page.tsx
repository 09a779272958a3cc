// Who may do what, and why. There is no Run button: the engine is local, the answer is there.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { AnswersTable } from '@/features/simulator/answers-table';
import { Banner } from '@/features/simulator/banner';
import { ConditionFields } from '@/features/simulator/condition-fields';
import { Explanation } from '@/features/simulator/explanation';
import { FixIt } from '@/features/simulator/fix-it';
import { PasteDialog } from '@/features/simulator/paste-dialog';
import { QuestionForm, somebody } from '@/features/simulator/question-form';
import { SandboxBar } from '@/features/simulator/sandbox-bar';
import {
  type Typed,
  typedOf,
  usePrincipalOf,
  useQuestion,
  useShared,
} from '@/features/simulator/use-question';
import { type Sandbox, useSandbox } from '@/features/simulator/use-sandbox';
import type { AnswerView, DenialView, SimulationRequest, SimulationView } from '@/ipc/contract';
import { Nothing } from '@/shared/entity-table';
import { FailureAlert } from '@/shared/failure-alert';
import { Page } from '@/shared/page';
import { analyse } from '@/shared/strings/analyse';
import { help } from '@/shared/strings/help';
import { simulator as s } from '@/shared/strings/simulator';

export function SimulatorPage() {
  const { principal: asked, action, resource } = useSearch({ from: '/simulator' });
  const named = usePrincipalOf(asked);
  const sandbox = useSandbox();
  const asking = useQuestion(sandbox.changes);
  const { question, change, complete, keys, answers, request } = asking;
  const [chosen, setChosen] = useState<string | null>(null);

  const [pasting, setPasting] = useState(false);
  const [fixing, setFixing] = useState(false);
  const usePasted = (denial: DenialView) => {
    change({
      principal: denial.principal === '' ? null : somebody(denial.principal),
      actions: denial.action === '' ? [] : [denial.action],
      resources: denial.resource === '' ? [] : [denial.resource],
      typed: typedOf(denial),
    });
    setPasting(false);
  };

  const onType = useCallback((typed: Typed) => change({ typed }), [change]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the address decides, and only once
  useEffect(() => {
    if (named !== null) {
      change({
        principal: named,
        ...(action === undefined ? {} : { actions: [action] }),
        ...(resource === undefined ? {} : { resources: [resource] }),
      });
    }
  }, [named?.id]);

  const view = complete ? asking.data : undefined;
  const answer = view?.answers.find((one) => answerKey(one) === chosen) ?? view?.answers[0] ?? null;

  // The plan can be changed, and for who is in this account with their own credentials.
  const fixable =
    request?.state === 'planned' && request.session === null && !request.principal.includes(':');

  return (
    <Page title={s.title} description={s.description} testId="simulator-page" help={help.simulator}>
      <SpaceBetween size="l">
        {pasting ? <PasteDialog onUse={usePasted} onClose={() => setPasting(false)} /> : null}
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <Button data-testid="paste-open" onClick={() => setPasting(true)}>
                  {analyse.paste.open}
                </Button>
              }
            >
              {s.question}
            </Header>
          }
        >
          <SpaceBetween size="l">
            <QuestionForm question={question} change={change} />
            <ConditionFields
              keys={complete ? (keys.data ?? null) : null}
              failure={keys.error}
              complete={complete}
              typed={question.typed}
              onType={onType}
            />
          </SpaceBetween>
        </Container>
        {question.state === 'observed' ? null : <SandboxBar sandbox={sandbox} />}
        <FailureAlert failure={complete ? answers.error : null} />
        {view === undefined || request === null ? (
          <Container>
            <Nothing title={s.emptyTitle} text={s.emptyText} />
          </Container>
        ) : (
          <SpaceBetween size="l">
            <Banner unknown={view.unknown} />
            {view.truncated ? <Alert type="warning">{s.truncated}</Alert> : null}
            <AnswersTable
              answers={view.answers}
              chosen={answer}
              onChoose={(one) => setChosen(answerKey(one))}
              waiting={answers.isPlaceholderData}
            />
            {answer === null ? null : (
              <Why
                answer={answer}
                view={view}
                asked={request}
                add={sandbox.add}
                onFix={answer.depends || !fixable ? null : setFixing}
              />
            )}
            {answer === null || !fixing ? null : (
              <FixIt
                sandbox={sandbox}
                onClose={() => setFixing(false)}
                request={{
                  account: request.account,
                  principal: request.principal,
                  action: answer.action,
                  resource: answer.any_resource ? '' : answer.resource,
                  context: request.context,
                  what_if: request.what_if,
                }}
              />
            )}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Page>
  );
}

interface WhyProps {
  answer: AnswerView;
  view: SimulationView;
  asked: SimulationRequest;
  /** Adds to the sandbox. */
  add: Sandbox['add'];
  onFix: ((fixing: boolean) => void) | null;
}

/** The reason, drawn again only when something of it is another. */
function Why({ answer, view, asked, add, onFix }: WhyProps) {
  const { account, context, state, what_if } = asked;
  const given = useShared({ account, context, state, what_if });
  const { policies, principal, together, context: filled } = view;
  const about = useMemo(
    () => ({ policies, principal, together, context: filled }),
    [policies, principal, together, filled],
  );
  return useMemo(
    () => (
      <Explanation
        answer={answer}
        view={about}
        asked={given}
        sandbox={{ add }}
        actions={
          onFix === null ? null : (
            <Button data-testid="fix-open" onClick={() => onFix(true)}>
              {analyse.why.fix}
            </Button>
          )
        }
      />
    ),
    [answer, about, given, add, onFix],
  );
}

function answerKey({ action, resource }: { action: string; resource: string }): string {
  return `${action} ${resource}`;
}
