// The frame around every page: top bar, navigation, messages, help.
import Alert from '@cloudscape-design/components/alert';
import AppLayout from '@cloudscape-design/components/app-layout';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import HelpPanel from '@cloudscape-design/components/help-panel';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { activeHref, navigationItems } from '@/app/side-navigation';
import type { AccountView } from '@/ipc/contract';
import { useAccount } from '@/shared/account';
import { chooseAppearance, isDark, useAppearance } from '@/shared/appearance';
import { FlashMessages } from '@/shared/flash';
import { useLock } from '@/shared/lock';
import { type Chrome, ChromeProvider } from '@/shared/page';
import { href, routes, useGo } from '@/shared/routes';
import { common } from '@/shared/strings/common';
import { shell as s } from '@/shared/strings/shell';

export function Shell() {
  const { account } = useAccount();
  const { pathname } = useLocation();
  const [chrome, setChrome] = useState<Chrome>({
    breadcrumbs: null,
    help: null,
    contentType: 'default',
  });
  const [helpOpen, setHelpOpen] = useState(false);
  const [navigationOpen, setNavigationOpen] = useState(true);
  return (
    <ChromeProvider value={setChrome}>
      <div id="top-navigation">
        <TopBar />
      </div>
      <AppLayout
        headerSelector="#top-navigation"
        contentType={chrome.contentType}
        navigationWidth={220}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        navigation={
          <SideNavigation activeHref={activeHref(pathname)} items={navigationItems(account)} />
        }
        breadcrumbs={chrome.breadcrumbs}
        notifications={
          <>
            <FlashMessages />
            <PendingBanner account={account} pathname={pathname} />
          </>
        }
        toolsHide={chrome.help === null}
        toolsOpen={helpOpen}
        onToolsChange={({ detail }) => setHelpOpen(detail.open)}
        tools={
          chrome.help === null ? null : (
            <HelpPanel header={<h2>{chrome.help.title}</h2>}>
              {chrome.help.paragraphs.map((text) => (
                <p key={text}>{text}</p>
              ))}
            </HelpPanel>
          )
        }
        ariaLabels={{
          navigation: s.navigation,
          navigationToggle: s.openNavigation,
          navigationClose: s.closeNavigation,
          notifications: s.notifications,
          tools: s.help,
          toolsToggle: s.openHelp,
          toolsClose: s.closeHelp,
        }}
        content={
          // Another account is another estate: nothing on the page may outlive the switch.
          <div key={account.id}>
            <Outlet />
          </div>
        }
      />
    </ChromeProvider>
  );
}

function TopBar() {
  const { account, accounts, choose } = useAccount();
  const { lock } = useLock();
  const go = useGo();
  const dark = isDark(useAppearance());
  return (
    <TopNavigation
      identity={{
        href: href(routes.dashboard),
        title: common.product,
        logo: { src: './mark.svg', alt: s.home },
      }}
      i18nStrings={{ overflowMenuTriggerText: s.moreLabel, overflowMenuTitleText: s.moreLabel }}
      utilities={[
        {
          type: 'menu-dropdown',
          text: account.name,
          description: `${account.account_id} · ${s.accountKinds[account.kind]}`,
          ariaLabel: `${s.switchAccount}: ${account.name}`,
          iconName: 'group',
          items: [
            ...accounts.map((one) => ({
              id: one.id,
              text: one.name,
              secondaryText: `${one.account_id} · ${s.accountKinds[one.kind]}`,
              disabled: one.id === account.id,
            })),
            { id: 'add', text: s.addAccount, iconName: 'add-plus' as const },
          ],
          onItemClick: ({ detail }) => {
            if (detail.id === 'add') {
              go(routes.addAccount);
            } else {
              choose(detail.id);
              go(routes.dashboard);
            }
          },
        },
        {
          type: 'button',
          text: dark ? s.toLight : s.toDark,
          ariaLabel: s.theme,
          onClick: () => chooseAppearance({ mode: dark ? 'light' : 'dark' }),
        },
        {
          type: 'button',
          iconName: 'lock-private',
          text: s.lock,
          onClick: () => void lock(),
        },
      ]}
    />
  );
}

function PendingBanner({ account, pathname }: { account: AccountView; pathname: string }) {
  const go = useGo();
  if (account.kind !== 'aws' || account.pending === 0 || pathname === routes.pending) {
    return null;
  }
  return (
    <div data-testid="pending-banner">
      <Alert
        type="info"
        header={s.pendingBanner(account.pending)}
        action={
          <Button data-testid="pending-banner-open" onClick={() => go(routes.pending)}>
            {s.pendingBannerButton}
          </Button>
        }
      >
        {s.pendingBannerText}
      </Alert>
    </div>
  );
}

export function NotFound() {
  const go = useGo();
  return (
    <Box textAlign="center" padding="xxl" data-testid="not-found">
      <SpaceBetween size="m">
        <Box variant="h1">{s.notFound}</Box>
        <Box>{s.notFoundText}</Box>
        <Button onClick={() => go(routes.dashboard)}>{s.notFoundButton}</Button>
      </SpaceBetween>
    </Box>
  );
}
