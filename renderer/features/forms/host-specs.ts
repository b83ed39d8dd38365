/** The fields of namespace hosts. */
import { cards, type FieldSpec, name } from './field-spec';
import { processorTime } from './machine-specs';

export const hostSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'lines',
    field: 'script',
    label: 'Startup commands',
    rows: 6,
    placeholder: 'ip addr add 10.0.0.1/24 dev eth0',
    help: 'Run by /bin/sh in its network when it starts, before the program. It runs as you, with your files.',
    wrong: 'At most 20000 characters.',
  },
  {
    type: 'lines',
    field: 'command',
    label: 'Program',
    rows: 3,
    placeholder: 'Your shell',
    help: 'One argument per line, the program first. The host is off when it ends.',
    wrong: 'At most 50 arguments of at most 1000 characters.',
  },
  {
    type: 'lines',
    field: 'resolvConf',
    label: 'resolv.conf',
    rows: 2,
    placeholder: 'As on this computer',
    help: 'Its own name servers: nameserver 10.0.2.3, for example.',
    wrong: 'At most 2000 characters.',
  },
  processorTime,
  {
    type: 'number',
    field: 'memoryLimit',
    label: 'Memory at most',
    min: 0,
    max: 1_048_576,
    unit: 'MiB',
    help: 'Of its programs together; 0 is no limit.',
  },
  cards,
];
