import { t } from '../i18n/translate';

/** Memory of a machine: "2 GiB", "256 MiB". @param memory in MiB */
export function memoryText(memory: number): string {
  return memory >= 1024 && memory % 1024 === 0
    ? t('{{value}} GiB', { value: memory / 1024 })
    : t('{{memory}} MiB', { memory });
}
