/** VDE locators as drawings and people write them. */
import { buildLocator, locatorForm } from '../../../shared/vde/locator-form';
import {
  explicitLocator,
  modulesOf,
  parseLocator,
  printLocator,
  runsCommand,
} from '../../../shared/vde/vnl';
import { bytesOf, type FuzzTarget, fuelPerByte, promise, utf8Of } from '../target';

function run(input: Uint8Array): void {
  const text = utf8Of(input);
  const parsed = parseLocator(text);
  const runs = runsCommand(text);
  const form = locatorForm(text);
  if (!parsed.ok) {
    promise(parsed.at >= 0 && parsed.at <= text.length, 'the place of the mistake is outside');
    promise(parsed.problem !== '', 'it does not say what is wrong');
    return;
  }
  const { locator } = parsed;
  const again = parseLocator(printLocator(locator));
  promise(JSON.stringify(again) === JSON.stringify(parsed), 'it does not come back as it was');
  promise(runs || !modulesOf(locator).includes('cmd'), 'a command is overlooked');
  const explicit = parseLocator(explicitLocator(text));
  promise(explicit.ok, 'with its module named it cannot be read');
  if (form === null) return;
  const built = parseLocator(buildLocator(form));
  promise(built.ok, 'what its form builds cannot be read');
}

const seeds = [
  '/tmp/mysw',
  'vde:///tmp/mysw[3]',
  'vde:///tmp/my%20sw[port=3/group=lab/mode=0600]',
  'vxvde://239.0.0.1[vni=7/port=14789]',
  'slirp://[dhcp=10.0.2.15/tcpfwd=8080:10.0.2.15:80]',
  'vlan://5[tag=3]{vde:///tmp/a}',
  'cmd://"ssh host vde_plug /tmp/sw"',
  'udp://5000->host:5001',
  "agno://[key='x/y']{vlan://1{tap://tap0}}",
];

export const locators: FuzzTarget = {
  name: 'locators',
  modules: ['shared/vde/vnl', 'shared/vde/locator-form', 'shared/document/nat-locator'],
  seeds: seeds.map(bytesOf),
  words: ['://', '{', '}', '[', ']', '%00', '%2F', '\\', '"', "'"],
  maxBytes: 2_048,
  fuel: fuelPerByte(5_000, 50_000),
  limitMs: 100,
  run,
};
