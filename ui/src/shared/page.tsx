// The frame of every page: breadcrumbs and help go to the shell, the heading takes the focus when
// a person comes here, so that a screen reader and the Tab key start at the right place.
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import { common } from '@/shared/strings/common';
import type { HelpText } from '@/shared/strings/help';

export interface Crumb {
  text: string;
  href: string;
}

export interface Chrome {
  breadcrumbs: ReactNode;
  help: HelpText | null;
  contentType: 'default' | 'table';
}

const ChromeContext = createContext<((chrome: Chrome) => void) | null>(null);

export const ChromeProvider = ChromeContext;

interface PageProps {
  title: string;
  testId: string;
  crumbs?: readonly Crumb[];
  description?: ReactNode;
  actions?: ReactNode;
  help?: HelpText;
  /** A list page has its title in the table's header; the page then shows no second one. */
  plain?: boolean;
  /** What is drawn wants all the width there is. */
  wide?: boolean;
  children: ReactNode;
}

export function Page(props: PageProps) {
  const setChrome = use(ChromeContext);
  const start = useRef<HTMLDivElement>(null);
  const { title, help, plain, wide } = props;
  const trail = JSON.stringify(props.crumbs ?? []);

  useEffect(() => {
    const crumbs = JSON.parse(trail) as Crumb[];
    document.title = `${title} – ${common.product}`;
    setChrome?.({
      help: help ?? null,
      breadcrumbs: (
        <BreadcrumbGroup
          ariaLabel={common.breadcrumbs}
          items={[{ text: common.product, href: '#/' }, ...crumbs, { text: title, href: '#' }]}
        />
      ),
      contentType: plain === true || wide === true ? 'table' : 'default',
    });
  }, [title, trail, help, plain, wide, setChrome]);

  useEffect(() => {
    start.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div ref={start} tabIndex={-1} className="page-start" data-testid={props.testId}>
      {plain === true ? (
        props.children
      ) : (
        <ContentLayout
          header={
            <Header variant="h1" description={props.description} actions={props.actions}>
              {title}
            </Header>
          }
        >
          {props.children}
        </ContentLayout>
      )}
    </div>
  );
}
