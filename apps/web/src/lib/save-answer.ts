import { errorFromResponse } from '@docket/client/errors';
import { docket } from './docket.ts';

/** The name that an answer gives its file. */
function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}

/**
 * Saves what the API answers with as a file. A link alone cannot: the token travels in a header.
 * @param path an address of the API @param fallback the file's name where the answer gives none @throws DocketApiError
 */
export async function saveAnswer(path: string, fallback: string): Promise<void> {
  const response = await fetch(path, {
    headers: {
      accept: 'application/zip, application/pdf, text/csv, text/calendar',
      ...(docket.token === undefined ? {} : { authorization: `Bearer ${docket.token}` }),
    },
  });
  if (!response.ok) throw await errorFromResponse(response);
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), {
    href: url,
    download: nameIn(response.headers.get('content-disposition')) ?? fallback,
  });
  link.click();
  // After the browser has taken it up.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
