import sharp from 'sharp';

// Images are rare and large: nothing of one is kept, and each takes one thread.
sharp.cache(false);
sharp.concurrency(1);

export type Redrawn = { readonly bytes: Buffer; readonly width: number; readonly height: number };

/**
 * Decodes an image whole and writes its pixels anew as WebP, the right way up: nothing else of the file is left, neither where a photograph was taken nor what
 * somebody has hidden in it. Of one that moves the first picture.
 * @param mostPixels refused before they are decoded if there are more, whatever the file is as small as
 * @returns undefined for what cannot be decoded to its end
 */
export async function redrawImage(bytes: Buffer, mostPixels: number): Promise<Redrawn | undefined> {
  try {
    const { data, info } = await sharp(bytes, { failOn: 'warning', limitInputPixels: mostPixels })
      .autoOrient()
      .webp({ quality: 84 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    return undefined;
  }
}
