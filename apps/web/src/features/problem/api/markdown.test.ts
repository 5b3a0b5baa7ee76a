import { describe, expect, it } from 'vitest';
import { markdownToHtml } from './markdown.ts';

const math = (tex: string, display = false) => `<span class="math" data-display="${display}">${tex}</span>`;

describe('markdownToHtml', () => {
  it('finds TeX in lines and in blocks, and leaves Markdown in it alone', () => {
    expect(markdownToHtml('Let $a_1 * b_1$ and $n$.')).toBe(`<p>Let ${math('a_1 * b_1')} and ${math('n')}.</p>\n`);
    expect(markdownToHtml('Text\n\n$$\n\\sum_i a_i\n$$\n\nMore')).toContain(math('\\sum_i a_i', true));
    expect(markdownToHtml('inline $$x$$ display')).toContain(math('x', true));
  });

  it('does not take prices, code or escapes for TeX', () => {
    for (const source of ['It costs $5 or $10 today', '`$x$`', 'a \\$x\\$ b', 'one $ only', '$ spaced $']) {
      expect(markdownToHtml(source)).not.toContain('class="math"');
    }
  });

  it('escapes what is in TeX', () => {
    expect(markdownToHtml('$a < b \\text{<img onerror=x>}$')).toContain('a &lt; b \\text{&lt;img onerror=x&gt;}');
  });

  it('moves headings below the page’s own', () => {
    expect(markdownToHtml('# Input')).toBe('<h2>Input</h2>\n');
    expect(markdownToHtml('### Input\n\n#### Format')).toBe('<h2>Input</h2>\n<h3>Format</h3>\n');
  });
});
