import { Notice } from '../../../ui/notice.tsx';
import { useCamera } from '../api/use-camera.ts';

/** What the camera sees. Hold a code into it; there is nothing to press. */
export function Scanner({ onCode }: { readonly onCode: (text: string) => void }) {
  const { video, problem } = useCamera(true, onCode);
  if (problem !== undefined) return <Notice tone="limit" role="alert" title={problem} />;
  return (
    <video
      ref={video}
      muted
      playsInline
      aria-label="Camera"
      className="aspect-square max-h-[45vh] w-full rounded-2xl border border-line bg-sunken object-cover"
    />
  );
}
