import { importPackage } from '@docket/testing/packages';
import { newId } from '@docket/runtime/id';
import { expect, it } from 'vitest';
import { findings, open, setStage } from './support.ts';

const stage = setStage();

/** A triangle, and what a stranger might put beside it. */
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160" onload="window.evil = 1; fetch('/evil')">
<script>window.evil = 1; document.title = 'evil'; fetch('/evil')</script>
<rect width="320" height="160" fill="#e8eefc"/><path d="M40 130 160 20 280 130Z" fill="#4263eb"/>
<text x="160" y="105" text-anchor="middle" fill="#fff" font-size="28">a + b</text></svg>`;

/** One page with a line of text. */
function pdf(): Buffer {
  const content = 'BT /F1 28 Tf 60 720 Td (Add the two numbers) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const YAML = 'problem_format_version: 2025-09\nname: {en: Sum, sv: Summa}\nlimits: {time_limit: 1}\n';

/** A problem with these files and no statement of its own. @returns its slug */
async function bring(
  files: Readonly<Record<string, string>>,
  extra: readonly { readonly path: string; readonly content: Buffer }[] = [],
): Promise<string> {
  const slug = `statement-${newId().slice(-12)}`;
  const bare = { 'problem.yaml': YAML, 'statement/problem.en.md': null };
  await importPackage(stage.docket.db, slug, { ...bare, ...files }, extra);
  return slug;
}

it('can be read in each of its languages, and pictures in it are shown and run nothing', async () => {
  const slug = await bring({
    'statement/problem.en.md':
      'Add **both**.\n\n![A triangle](triangle.svg)\n\n<img src="https://example.org/spy.png" alt="gone">\n',
    'statement/problem.sv.tex': '\\problemname{Summa}Addera \\textbf{båda}.\n\n\\includegraphics{triangle}\n',
    'statement/triangle.svg': SVG,
    'attachments/testing_tool.py': 'print(1)\n',
  });
  const page = await stage.openPage();
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  await open(page, `/problems/${slug}`);
  const picture = page.getByRole('img', { name: 'A triangle' });
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  expect(await page.getByRole('link', { name: 'testing_tool.py' }).getAttribute('href')).toMatch(
    /^\/problems\/.*testing_tool\.py$/,
  );
  await page.screenshot({ path: '/tmp/packages/statement-en.png' });
  expect(await findings(page)).toEqual([]);

  await page.getByLabel('Statement in').selectOption({ label: 'Svenska' });
  await page.getByText('Addera').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Summa' }).waitFor();
  expect(await page.locator('[lang=sv] img').count()).toBe(1);
  await page.screenshot({ path: '/tmp/packages/statement-sv.png' });
  // The choice is kept for what is read next.
  await page.reload();
  await page.getByText('Addera').waitFor();

  // Opened by itself it is a document, and still runs nothing.
  const [image] = asked.filter((path) => path.endsWith('triangle.svg'));
  await page.goto(`${stage.baseUrl}${image ?? ''}`);
  expect(await page.evaluate(() => 'evil' in window)).toBe(false);
  expect(asked).not.toContain('/evil');
  expect(asked).not.toContain('/spy.png');
});

it('is shown as PDF where there is nothing else, with a way to keep it', async () => {
  const slug = await bring({}, [{ path: 'problem_statement/problem.en.pdf', content: pdf() }]);
  const page = await stage.openPage();
  await open(page, `/problems/${slug}`);
  const frame = page.getByTitle('Statement of Sum');
  await frame.waitFor();
  const source = (await frame.getAttribute('src')) ?? '';
  const answer = await fetch(`${stage.baseUrl}${source}`, { headers: { accept: 'text/html' } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the statement (PDF)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('problem.en.pdf');
  await page.screenshot({ path: '/tmp/packages/statement-pdf.png' });
});

it('says so where there is none', async () => {
  const page = await stage.openPage({ width: 390, height: 844, touch: true });
  await open(page, `/problems/${await bring({})}`);
  await page.getByText('This problem came without a statement.').waitFor();
  await page.screenshot({ path: '/tmp/packages/statement-none.png' });
});

it('shows samples as the statement has them', async () => {
  const slug = await bring({
    'statement/problem.en.md': 'Add both.\n',
    'data/sample/1.in.statement': '1 2 (two numbers)\n',
    'data/sample/2.in.statement': 'any two\n',
    'data/sample/2.ans.statement': 'their sum\n',
  });
  const page = await stage.openPage();
  await open(page, `/problems/${slug}`);
  const samples = page.getByRole('region', { name: 'Samples' });
  await samples.getByLabel('The input of sample 1').waitFor();
  const text = (name: string) => samples.getByLabel(name, { exact: true }).textContent();
  expect(await text('The input of sample 1')).toBe('1 2 (two numbers)\n');
  expect(await text('The output of sample 1')).toBe('3\n');
  expect(await text('The input of sample 2')).toBe('any two\n');
  expect(await text('The output of sample 2')).toBe('their sum\n');
  await page.screenshot({ path: '/tmp/packages/statement-samples.png', fullPage: true });
  expect(await findings(page)).toEqual([]);
});
