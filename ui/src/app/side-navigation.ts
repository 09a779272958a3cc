import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import type { AccountView } from '@/ipc/contract';
import { href, routes } from '@/shared/routes';
import { number } from '@/shared/strings/plural';
import { shell as s } from '@/shared/strings/shell';

/** The pages, in the order in which IAM's console has them. */
export function navigationItems(account: AccountView): SideNavigationProps.Item[] {
  const pending: SideNavigationProps.Item[] =
    account.kind === 'aws'
      ? [
          {
            type: 'link',
            text: account.pending > 0 ? `${s.pending} (${number(account.pending)})` : s.pending,
            href: href(routes.pending),
          },
        ]
      : [];
  return [
    { type: 'link', text: s.dashboard, href: href(routes.dashboard) },
    {
      type: 'section',
      text: s.accessManagement,
      items: [
        { type: 'link', text: s.groups, href: href(routes.groups) },
        { type: 'link', text: s.users, href: href(routes.users) },
        { type: 'link', text: s.roles, href: href(routes.roles) },
        { type: 'link', text: s.policies, href: href(routes.policies) },
        { type: 'link', text: s.providers, href: href(routes.providers) },
        { type: 'link', text: s.organization, href: href(routes.organization) },
        { type: 'link', text: s.sessions, href: href(routes.sessions) },
        { type: 'link', text: s.accountSettings, href: href(routes.accountSettings) },
      ],
    },
    {
      type: 'section',
      text: s.analyse,
      items: [
        { type: 'link', text: s.simulator, href: href(routes.simulator) },
        { type: 'link', text: s.matrix, href: href(routes.matrix) },
        { type: 'link', text: s.whoCan, href: href(routes.whoCan) },
        { type: 'link', text: s.can, href: href(routes.can) },
        { type: 'link', text: s.findings, href: href(routes.findings) },
        { type: 'link', text: s.credentialReport, href: href(routes.credentialReport) },
        { type: 'link', text: s.expectations, href: href(routes.expectations) },
        { type: 'link', text: s.map, href: href(routes.map) },
        { type: 'link', text: s.compare, href: href(routes.compare) },
      ],
    },
    {
      type: 'section',
      text: s.handOver,
      items: [
        { type: 'link', text: s.handOffs, href: href(routes.handOffs) },
        { type: 'link', text: s.signIn, href: href(routes.signIn) },
      ],
    },
    {
      type: 'section',
      text: s.records,
      items: [
        { type: 'link', text: s.activity, href: href(routes.activity) },
        { type: 'link', text: s.import, href: href(routes.import) },
        { type: 'link', text: s.export, href: href(routes.export) },
        { type: 'link', text: s.share, href: href(routes.share) },
        ...pending,
      ],
    },
    { type: 'divider' },
    { type: 'link', text: s.settings, href: href(routes.settings) },
  ];
}

/** The entry that is lit for an address: `/users/42` lights Users. */
export function activeHref(pathname: string): string {
  const first = pathname.split('/')[1] ?? '';
  return href(`/${first}`);
}
