import type { Plugin } from 'vite';

/**
 * Lets the browser paint what stands in the page itself before anything else has come: what holds up painting goes
 * below it. The style sheet still comes before the scripts run, so nothing is ever drawn without it.
 */
export function firstPaint(): Plugin {
  return {
    name: 'first-paint',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const sheets: string[] = [];
        const without = html.replace(/\s*<link rel="stylesheet"[^>]*>/g, (sheet) => {
          sheets.push(sheet.trim());
          return '';
        });
        if (sheets.length === 0 || !without.includes('<!-- styles -->'))
          throw new Error('the page has no style sheet to move');
        return without.replace('<!-- styles -->', sheets.join('\n    '));
      },
    },
  };
}
