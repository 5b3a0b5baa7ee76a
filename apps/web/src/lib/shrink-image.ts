/** How large a poster is made: sharp on a screen of two pixels a point, and a few dozen KB. */
export const POSTER_SIZE = { width: 600, height: 900 } as const;

/**
 * Cuts an image to the shape of a poster from its middle, and makes it no larger than one has to be. What comes out is WebP, or JPEG where the
 * browser cannot write that.
 * @throws Error in words for people, for what the browser cannot read as an image
 */
export async function shrinkToPoster(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file).catch(() => {
    throw new Error('This is no image that your browser can read. Use a PNG, JPEG or WebP.');
  });
  try {
    const { width, height } = POSTER_SIZE;
    const scale = Math.max(width / image.width, height / image.height);
    // Nothing is blown up further than a poster must be at least.
    const shown = Math.min(1, 1 / scale);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(200, Math.round(width * shown));
    canvas.height = Math.max(300, Math.round(height * shown));
    const factor = Math.max(canvas.width / image.width, canvas.height / image.height);
    const [drawnWidth, drawnHeight] = [image.width * factor, image.height * factor];
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('Your browser cannot make the image smaller.');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(image, (canvas.width - drawnWidth) / 2, (canvas.height - drawnHeight) / 2, drawnWidth, drawnHeight);
    return (await written(canvas, 'image/webp')) ?? (await written(canvas, 'image/jpeg')) ?? file;
  } finally {
    image.close();
  }
}

/** Browsers that cannot write a type write PNG instead. */
function written(canvas: HTMLCanvasElement, type: string): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob?.type === type ? blob : undefined), type, 0.86);
  });
}
