/**
 * Biome is the linter. ESLint only finds promises that nobody waits for, which needs the types of Node's
 * own functions, and Biome does not know those: a rejection that nobody takes would end the service.
 */
import plugin from '@typescript-eslint/eslint-plugin';
import parser from '@typescript-eslint/parser';

const common = {
  linterOptions: { noInlineConfig: true },
  languageOptions: {
    parser,
    parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname },
  },
  plugins: { '@typescript-eslint': plugin },
};

export default [
  { ignores: ['dist/**', 'release/**', 'test/**'] },
  {
    ...common,
    // `unwaited` is for what nobody waits for here: electron/system/unexpected.ts.
    files: ['electron/**/*.ts', 'shared/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    ...common,
    // The page shows what nobody caught: renderer/main.tsx.
    files: ['renderer/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
];
