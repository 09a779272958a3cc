// The palette itself. Steps 600 (light) and 400 (dark) carry text and hold 4.5:1 on their ground.
import { generateThemeStylesheet } from '@cloudscape-design/components/theming';

export const sheet = generateThemeStylesheet({
  theme: {
    referenceTokens: {
      color: {
        primary: {
          50: '#effafb',
          100: '#d4f1f3',
          200: '#a8e2e6',
          300: '#7ed3da',
          400: '#4fbcc6',
          500: '#1f95a2',
          600: '#0b6a77',
          700: '#085661',
          800: '#07434c',
          900: '#053339',
          950: '#042a30',
          1000: '#03181b',
        },
      },
    },
    tokens: {
      colorBackgroundButtonPrimaryDefault: { light: '#0b6a77', dark: '#4fbcc6' },
      colorBackgroundButtonPrimaryHover: { light: '#07434c', dark: '#7ed3da' },
      colorBackgroundButtonPrimaryActive: { light: '#053339', dark: '#4fbcc6' },
      colorTextButtonPrimaryDefault: { light: '#ffffff', dark: '#04191c' },
      colorTextButtonPrimaryHover: { light: '#ffffff', dark: '#04191c' },
      colorTextButtonPrimaryActive: { light: '#ffffff', dark: '#04191c' },
    },
  },
});
