import { useEffect, useRef, useState, type RefObject } from 'react';

/** The Shape Detection API (WICG), as far as it is used here. */
type Detector = { detect(image: HTMLVideoElement | ImageData): Promise<{ readonly rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: ['qr_code'] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

/** Between two looks at the picture. */
const LOOK_MS = 120;
/** The same code is not reported again until it was out of sight for this long. */
const SAME_MS = 2_500;
/** Wider pictures take longer to decode and show no more. */
const DECODE_WIDTH = 720;

async function makeDetector(): Promise<(video: HTMLVideoElement) => Promise<string | undefined>> {
  const { BarcodeDetector: Native } = globalThis as { BarcodeDetector?: DetectorClass };
  if (
    Native !== undefined &&
    (await Native.getSupportedFormats().catch((): readonly string[] => [])).includes('qr_code')
  ) {
    const native = new Native({ formats: ['qr_code'] });
    return async (video) => (await native.detect(video))[0]?.rawValue;
  }
  // 130 KB that browsers with a detector of their own never load.
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, DECODE_WIDTH / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const image = context?.getImageData(0, 0, canvas.width, canvas.height);
    if (image === undefined) return undefined;
    try {
      return decodeQR(image);
    } catch {
      // No code in this picture.
      return undefined;
    }
  };
}

export type Camera = { readonly video: RefObject<HTMLVideoElement | null>; readonly problem: string | undefined };

function problemOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError')
    return 'The browser may not use the camera. Allow it for this site, or type the number.';
  if (name === 'NotFoundError') return 'There is no camera on this device. Type the number.';
  return 'The camera could not be started. Type the number.';
}

/** Shows what the back camera sees and reports each QR code that comes into sight, once. */
export function useCamera(on: boolean, onCode: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const report = useRef(onCode);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    report.current = onCode;
  }, [onCode]);

  useEffect(() => {
    if (!on) return undefined;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stream: MediaStream | undefined;
    let last = { text: '', at: -Infinity };

    async function start(): Promise<void> {
      if (!('mediaDevices' in navigator))
        throw new DOMException('only pages on https may use a camera', 'NotAllowedError');
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
      const screen = video.current;
      if (over || screen === null) return stop();
      screen.srcObject = stream;
      await screen.play();
      const detect = await makeDetector();
      const look = async (): Promise<void> => {
        const text = screen.videoWidth === 0 ? undefined : await detect(screen).catch(() => undefined);
        if (over) return;
        const now = performance.now();
        if (text !== undefined && text !== '') {
          if (text !== last.text || now - last.at > SAME_MS) report.current(text);
          last = { text, at: now };
        }
        timer = setTimeout(() => void look(), LOOK_MS);
      };
      await look();
    }

    function stop(): void {
      over = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    }

    setProblem(undefined);
    start().catch((error: unknown) => {
      if (!over) setProblem(problemOf(error));
      stop();
    });
    return stop;
  }, [on]);
  return { video, problem };
}
