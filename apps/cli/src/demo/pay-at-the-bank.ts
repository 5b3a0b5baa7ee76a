/** What a page holds that a browser would send back with its form. */
function hiddenFields(page: string, action: string): Record<string, string> | undefined {
  const [, form] = new RegExp(`<form method="post" action="${action}">([\\s\\S]*?)</form>`).exec(page) ?? [];
  if (form === undefined) return undefined;
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]));
}

/**
 * Pays on the pages of our bank as a customer's browser would: logs in as `customer`, who needs no password there, and approves.
 * @param url the page to which the buyer is sent
 * @throws Error with the page that was not what a buyer expects
 */
export async function payAtTheBank(url: string, customer: string): Promise<void> {
  const { origin, pathname } = new URL(url);
  let cookie = '';
  async function visit(address: string, form?: Record<string, string>): Promise<string> {
    const answer = await fetch(new URL(address, origin), {
      redirect: 'manual',
      headers: { cookie, ...(form && { origin }) },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    const [given] = answer.headers.getSetCookie();
    cookie = given?.split(';', 1)[0] ?? cookie;
    const to = answer.headers.get('location');
    // Beyond the bank's own pages is the shop again.
    return to !== null && new URL(to, origin).origin === origin ? visit(to) : answer.text();
  }
  let page = await visit(pathname);
  const login = hiddenFields(page, '/login');
  if (login !== undefined) page = await visit('/login', { ...login, login: customer });
  const approve = hiddenFields(page, `${pathname}/approve`);
  if (approve === undefined)
    throw new Error(`the bank shows no button to pay with: ${/<h1>([^<]*)/.exec(page)?.[1] ?? page.slice(0, 200)}`);
  await visit(`${pathname}/approve`, approve);
}
