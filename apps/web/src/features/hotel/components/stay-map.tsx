import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import { coastTilesIn, loadLand, type Land } from '../api/land.ts';
import { drawMap, type MapLabel } from '../draw-map.ts';
import {
  around,
  boxOf,
  clustered,
  distanceWords,
  fromScreen,
  held,
  moved,
  project,
  scaleOf,
  toScreen,
  zoomed,
  type Box,
  type Cluster,
  type Place,
  type Point,
  type Size,
  type View,
} from '../mercator.ts';

export type MapPin = Place & {
  readonly id: string;
  /** On the pin. */
  readonly label: string;
  /** For whoever hears it. */
  readonly spoken: string;
};

type StayMapProps = {
  readonly label: string;
  readonly pins: readonly MapPin[];
  readonly labels: readonly MapLabel[];
  /** What is to be in sight at first, and again each time that `frameKey` changes. */
  readonly frame: readonly Place[];
  readonly frameKey: string;
  readonly chosen?: string | undefined;
  readonly onChoose?: (id: string | undefined) => void;
  /** Offers to look where the map was moved to. */
  readonly onSearchHere?: (box: Box) => void;
  /** Beside text that is scrolled: a wheel alone and one finger are the page's. */
  readonly calm?: boolean;
  readonly className?: string;
};

/** From here on the coasts are drawn from the detailed tiles; further away they would be many. */
const NEAR_ZOOM = 7.5;
const DRAG_PX = 5;
const STEP_PX = 80;
const REACH: Size = { width: 64, height: 30 };
/** Half a pin. */
const EDGE: Size = { width: 40, height: 18 };

/**
 * A map of our own: coasts, borders and names, without streets and without a server of tiles. Fingers, mouse, wheel and keys move it; pins that would lie over
 * each other are one with their number.
 */
export function StayMap(props: StayMapProps) {
  const { label, pins, labels, frame, frameKey, chosen, onChoose, onSearchHere, calm = false, className } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [view, setView] = useState<View>();
  /** Somebody has moved it since what it shows was searched. */
  const [isMoved, setMoved] = useState(false);
  const land = useLand();
  const theme = useTheme();
  /** Counts the parts of the coast that have come. */
  const [tiles, setTiles] = useState(0);

  useLayoutEffect(() => {
    if (host.current === null) return undefined;
    const measure = () => setSize({ width: host.current?.clientWidth ?? 0, height: host.current?.clientHeight ?? 0 });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(host.current);
    return () => observer.disconnect();
  }, []);

  const fit = useCallback(() => {
    const next = around(frame, size);
    if (next !== undefined) setView(next);
    setMoved(false);
  }, [frame, size]);

  const hasSize = size.width > 0 && size.height > 0;
  const hasFrame = frame.length > 0;
  const fitted = useRef('');
  useLayoutEffect(() => {
    if (!hasSize || !hasFrame) return;
    // Where it looks is the person's once they have moved it, until something else is searched.
    if (isMoved && fitted.current === frameKey) return;
    fitted.current = frameKey;
    fit();
  }, [frameKey, hasFrame, size]);

  const placed = useMemo(() => pins.map((of) => ({ of, point: project(of) })), [pins]);
  const clusters = useMemo(() => {
    if (view === undefined) return [];
    const inSight = placed
      .map(({ of, point }) => ({ of, at: toScreen(point, view, size) }))
      .filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= size.width && at.y <= size.height);
    const within = (value: number, margin: number, end: number) => Math.max(margin, Math.min(end - margin, value));
    // At the edge a pin stands aside, so that all of it can be read and pressed.
    return clustered(inSight, REACH, ({ id }) => id === chosen).map(({ at, members }) => ({
      at: { x: within(at.x, EDGE.width, size.width), y: within(at.y, EDGE.height, size.height) },
      members,
    }));
  }, [placed, view, size, chosen]);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context == null || view === undefined || !hasSize) return;
    const ratio = Math.min(2, window.devicePixelRatio);
    element.width = size.width * ratio;
    element.height = size.height * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(element);
    const near =
      view.zoom < NEAR_ZOOM
        ? []
        : coastTilesIn(
            fromScreen({ x: 0, y: 0 }, view, size),
            fromScreen({ x: size.width, y: size.height }, view, size),
            () => setTiles((count) => count + 1),
          );
    const colours = { land: style.fill, line: style.stroke, text: style.color, halo: style.fill };
    drawMap(
      { context, view, size, colours },
      land,
      near,
      labels,
      clusters.map(({ at }) => at),
    );
  }, [view, size, land, labels, clusters, theme, tiles, hasSize]);

  const change = useCallback((next: (view: View) => View) => {
    setView((now) => (now === undefined ? now : next(now)));
    setMoved(true);
  }, []);
  const middle = { x: size.width / 2, y: size.height / 2 };
  useGestures(host, size, change, calm);

  function onKeyDown(event: KeyboardEvent) {
    const pan: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [STEP_PX, 0],
      ArrowRight: [-STEP_PX, 0],
      ArrowUp: [0, STEP_PX],
      ArrowDown: [0, -STEP_PX],
    };
    const by = pan[event.key];
    if (by !== undefined) change((now) => moved(now, ...by));
    else if (event.key === '+' || event.key === '=') change((now) => zoomed(now, 1, middle, size));
    else if (event.key === '-') change((now) => zoomed(now, -1, middle, size));
    else if (event.key === '0') fit();
    else if (event.key === 'Escape' && chosen !== undefined) onChoose?.(undefined);
    else return;
    event.preventDefault();
  }

  useKeys(host, onKeyDown);

  return (
    <div className={cx('grid grid-rows-[minmax(0,1fr)_auto] gap-1.5', className)}>
      <div
        ref={host}
        role="application"
        aria-label={`${label}. Arrow keys move the map, plus and minus change how near it is, zero shows all.`}
        tabIndex={0}
        data-testid="map"
        data-land={land !== undefined}
        className={cx(
          'relative isolate size-full min-h-48 overflow-hidden rounded-xl border border-line bg-sunken select-none',
          calm ? 'touch-pan-y' : 'touch-none',
        )}
      >
        <canvas
          ref={canvas}
          aria-hidden="true"
          className="absolute inset-0 size-full fill-card stroke-edge text-muted"
        />
        {view !== undefined && hasSize && (
          <Pins
            clusters={clusters}
            chosen={chosen}
            onChoose={onChoose}
            onNearer={(points) => {
              const next = around(points, size, 72, Math.min(16, view.zoom + 4));
              if (next === undefined) return;
              setView(held({ ...next, zoom: Math.max(next.zoom, view.zoom + 0.7) }));
              setMoved(true);
            }}
          />
        )}
        <div className="absolute top-2 right-2 grid gap-1">
          <MapButton label="Nearer" icon="plus" onClick={() => change((now) => zoomed(now, 1, middle, size))} />
          <MapButton label="Further away" icon="minus" onClick={() => change((now) => zoomed(now, -1, middle, size))} />
          <MapButton label="Show all" icon="whole" onClick={fit} />
        </div>
        {onSearchHere !== undefined && isMoved && view !== undefined && (
          <Button
            size="small"
            variant="primary"
            className="absolute top-2 left-1/2 min-h-10! -translate-x-1/2 shadow-float"
            onClick={() => {
              onSearchHere(boxOf(view, size));
              setMoved(false);
            }}
          >
            <Icon name="search" /> Search this area
          </Button>
        )}
        {view !== undefined && <ScaleBar view={view} />}
      </div>
      <p className="text-xs text-muted">
        Coasts and borders by Natural Earth, to within some hundred metres. This map has no streets.
      </p>
    </div>
  );
}

type PinsProps = {
  readonly clusters: readonly Cluster<MapPin>[];
  readonly chosen: string | undefined;
  readonly onChoose: ((id: string) => void) | undefined;
  readonly onNearer: (places: readonly Place[]) => void;
};

function Pins({ clusters, chosen, onChoose, onNearer }: PinsProps) {
  return clusters.map(({ at, members }) => {
    const [only] = members;
    if (only === undefined) return null;
    return members.length === 1 ? (
      <Pin
        key={only.id}
        at={at}
        isChosen={only.id === chosen}
        spoken={only.spoken}
        {...(onChoose === undefined ? {} : { onClick: () => onChoose(only.id) })}
      >
        {only.label}
      </Pin>
    ) : (
      <Pin
        key={only.id}
        at={at}
        isCluster
        spoken={`${members.length} stays here, look nearer`}
        onClick={() => onNearer(members)}
      >
        {members.length}
      </Pin>
    );
  });
}

type PinProps = {
  readonly at: Point;
  readonly spoken: string;
  readonly isChosen?: boolean;
  readonly isCluster?: boolean;
  readonly onClick?: () => void;
  readonly children: React.ReactNode;
};

const PIN = 'absolute top-0 left-0 grid place-items-center font-semibold whitespace-nowrap tabular-nums shadow-card';

function Pin({ at, spoken, isChosen = false, isCluster = false, onClick, children }: PinProps) {
  const style = { transform: `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px) translate(-50%, -50%)` };
  const look = cx(
    PIN,
    isCluster
      ? 'size-9 rounded-full border-2 border-card bg-ink text-sm text-card'
      : 'min-h-7 rounded-full border px-2 text-xs',
    !isCluster && (isChosen ? 'z-10 border-primary bg-primary text-on-primary' : 'border-edge/70 bg-card text-ink'),
  );
  if (onClick === undefined)
    return (
      <span role="img" aria-label={spoken} className={look} style={style}>
        {children}
      </span>
    );
  return (
    <button
      type="button"
      data-testid={isCluster ? 'cluster' : 'pin'}
      aria-label={spoken}
      aria-pressed={isCluster ? undefined : isChosen}
      className={cx(look, 'hover:z-10 hover:border-primary')}
      style={style}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

type MapButtonProps = { readonly label: string; readonly icon: IconName; readonly onClick: () => void };

function MapButton({ label, icon, onClick }: MapButtonProps) {
  return (
    <Button className="size-10 px-0! shadow-card" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </Button>
  );
}

function ScaleBar({ view }: { readonly view: View }) {
  const { metres, pixels } = scaleOf(view);
  return (
    <p
      className="pointer-events-none absolute bottom-2 left-2 border-x-2 border-b-2 border-ink/70 px-1 text-center text-xs text-ink"
      style={{ width: pixels }}
    >
      <span className="sr-only">Scale: this long is </span>
      {distanceWords(metres)}
    </p>
  );
}

/** Coasts and borders, once they are there. Without them the map does all it does, on an empty ground. */
function useLand(): Land | undefined {
  const [land, setLand] = useState<Land>();
  useEffect(() => {
    let isHere = true;
    loadLand().then(
      (loaded) => isHere && setLand(loaded),
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, []);
  return land;
}

/** Counts changes between light and dark, after which a canvas has to be drawn anew. */
function useTheme(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const changed = () => setCount((now) => now + 1);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', changed);
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      dark.removeEventListener('change', changed);
      observer.disconnect();
    };
  }, []);
  return count;
}

/** Keys that are pressed on the map or on what lies on it. */
function useKeys(host: React.RefObject<HTMLDivElement | null>, onKeyDown: (event: KeyboardEvent) => void): void {
  const newest = useRef(onKeyDown);
  useEffect(() => {
    newest.current = onKeyDown;
  });
  useEffect(() => {
    const stop = new AbortController();
    host.current?.addEventListener('keydown', (event) => newest.current(event), { signal: stop.signal });
    return () => stop.abort();
  }, [host]);
}

/** Fingers, mouse and wheel. Outside of React's handlers: a wheel is only kept from the page by a listener that is not passive. */
function useGestures(
  host: React.RefObject<HTMLDivElement | null>,
  size: Size,
  change: (next: (view: View) => View) => void,
  calm: boolean,
): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const pointers = new Map<number, Point>();
    let travelled = 0;
    const pointOf = (event: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    element.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0) return;
        if (pointers.size === 0) travelled = 0;
        pointers.set(event.pointerId, pointOf(event));
      },
      { signal },
    );
    element.addEventListener(
      'pointermove',
      (event) => {
        const before = pointers.get(event.pointerId);
        if (before === undefined) return;
        const point = pointOf(event);
        const [dx, dy] = [point.x - before.x, point.y - before.y];
        if (pointers.size === 1) {
          if (calm && event.pointerType === 'touch') return;
          travelled += Math.hypot(dx, dy);
          if (travelled < DRAG_PX) return;
          element.setPointerCapture(event.pointerId);
          change((view) => moved(view, dx, dy));
        } else {
          travelled = Infinity;
          const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
          if (other !== undefined) {
            const apart = Math.hypot(before.x - other.x, before.y - other.y) || 1;
            const by = Math.log2((Math.hypot(point.x - other.x, point.y - other.y) || 1) / apart);
            const between = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
            change((view) => zoomed(moved(view, dx / 2, dy / 2), by, between, size));
          }
        }
        pointers.set(event.pointerId, point);
      },
      { signal },
    );
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      element.addEventListener(type, (event) => pointers.delete(event.pointerId), { signal });
    // A drag that ended on a pin has not pressed it.
    element.addEventListener(
      'click',
      (event) => {
        if (travelled < DRAG_PX) return;
        event.preventDefault();
        event.stopPropagation();
      },
      { signal, capture: true },
    );
    element.addEventListener(
      'wheel',
      (event) => {
        if (calm && !event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const at = pointOf(event);
        const perLine = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
        change((view) => zoomed(view, (-event.deltaY * perLine) / (event.ctrlKey ? 100 : 250), at, size));
      },
      { signal, passive: false },
    );
    return () => stop.abort();
  }, [host, size, change, calm]);
}
