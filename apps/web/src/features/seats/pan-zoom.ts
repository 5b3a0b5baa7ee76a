type View = { readonly k: number; readonly x: number; readonly y: number };

type PanZoomOptions = {
  /** What is looked at through `host`, of this size at scale 1. */
  readonly host: HTMLElement;
  readonly content: SVGSVGElement;
  readonly width: number;
  readonly height: number;
  /** Largest scale. */
  readonly max: number;
  /** A press that was no drag: a point of the content, and what it was made with. */
  readonly onPress: (x: number, y: number, touch: boolean) => void;
};

const DRAG_PX = 6;
const SETTLE_MS = 160;

/**
 * Moves and scales a drawing: fingers, mouse, the buttons beside it. Only the transform of the drawing changes while it moves, which
 * the compositor does; when it rests, it is drawn sharp again. While all of it is in sight, one finger scrolls the page.
 */
export class PanZoom {
  readonly #options: PanZoomOptions;
  readonly #pointers = new Map<number, { x: number; y: number }>();
  readonly #observer: ResizeObserver;
  readonly #stop = new AbortController();
  #view: View = { k: 1, x: 0, y: 0 };
  #fitted = true;
  /** Where the press began and whether it became a drag. */
  #press: { x: number; y: number; touch: boolean; dragged: boolean } | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #size = { width: 0, height: 0 };

  constructor(options: PanZoomOptions) {
    this.#options = options;
    const { host } = options;
    const { signal } = this.#stop;
    host.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    host.addEventListener('pointermove', (event) => this.#move(event), { signal });
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      host.addEventListener(type, (event) => this.#pointers.delete(event.pointerId), { signal });
    host.addEventListener('click', (event) => this.#click(event), { signal });
    host.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    this.#observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = host;
      this.#size = { width, height };
      if (this.#fitted) this.fit();
      else this.#apply(this.#view);
    });
    this.#observer.observe(host);
    this.#size = { width: host.clientWidth, height: host.clientHeight };
    this.fit();
  }

  get scale(): number {
    return this.#view.k;
  }

  get #fitScale(): number {
    const { width, height } = this.#options;
    return Math.min(this.#size.width / width, this.#size.height / height, this.#options.max) || 1;
  }

  fit(): void {
    this.#apply({ k: this.#fitScale, x: 0, y: 0 });
  }

  /** Scales by a factor about a point of the host, or its middle. */
  zoom(factor: number, at = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    const { k, x, y } = this.#view;
    const next = Math.min(Math.max(k * factor, this.#fitScale), this.#options.max);
    this.#moving();
    this.#apply({ k: next, x: at.x - ((at.x - x) / k) * next, y: at.y - ((at.y - y) / k) * next });
  }

  /** Brings a point of the content to the middle, at least at this scale. */
  goTo(x: number, y: number, scale: number): void {
    const k = Math.min(Math.max(scale, this.#view.k, this.#fitScale), this.#options.max);
    this.#apply({ k, x: this.#size.width / 2 - x * k, y: this.#size.height / 2 - y * k });
  }

  /** Moves as little as needed for a point of the content to be in sight, `margin` host pixels from the edge. */
  reveal(x: number, y: number, margin: number): void {
    const { k } = this.#view;
    const into = (place: number, from: number, size: number) =>
      place + from < margin ? margin - place : place + from > size - margin ? size - margin - place : from;
    this.#apply({
      k,
      x: into(x * k, this.#view.x, this.#size.width),
      y: into(y * k, this.#view.y, this.#size.height),
    });
  }

  dispose(): void {
    this.#stop.abort();
    this.#observer.disconnect();
    clearTimeout(this.#settle);
  }

  #apply(wanted: View): void {
    const { host, content, width, height } = this.#options;
    const k = Math.max(wanted.k, this.#fitScale);
    const hold = (place: number, size: number, of: number) =>
      of <= size ? (size - of) / 2 : Math.min(0, Math.max(size - of, place));
    this.#view = {
      k,
      x: hold(wanted.x, this.#size.width, width * k),
      y: hold(wanted.y, this.#size.height, height * k),
    };
    this.#fitted = k <= this.#fitScale * 1.01;
    content.style.transform = `translate(${this.#view.x}px, ${this.#view.y}px) scale(${k})`;
    host.style.touchAction = this.#fitted ? 'pan-y' : 'none';
    host.dataset['zoomed'] = String(!this.#fitted);
  }

  /** On its own layer while it moves. */
  #moving(): void {
    const { content } = this.#options;
    content.style.willChange = 'transform';
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      content.style.willChange = '';
    }, SETTLE_MS);
  }

  #pointOf(event: { clientX: number; clientY: number }): { x: number; y: number } {
    const box = this.#options.host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point = this.#pointOf(event);
    this.#pointers.set(event.pointerId, point);
    if (this.#pointers.size === 1) this.#press = { ...point, touch: event.pointerType !== 'mouse', dragged: false };
    else if (this.#press !== undefined) this.#press.dragged = true;
  }

  #move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined || this.#press === undefined) return;
    const point = this.#pointOf(event);
    if (this.#pointers.size === 1) {
      if (this.#fitted) return;
      if (!this.#press.dragged) {
        if (Math.hypot(point.x - this.#press.x, point.y - this.#press.y) < DRAG_PX) return;
        this.#press.dragged = true;
        this.#options.host.setPointerCapture(event.pointerId);
      }
      this.#moving();
      this.#apply({ ...this.#view, x: this.#view.x + point.x - before.x, y: this.#view.y + point.y - before.y });
    } else {
      const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other !== undefined) {
        const apart = Math.hypot(before.x - other.x, before.y - other.y) || 1;
        this.zoom(Math.hypot(point.x - other.x, point.y - other.y) / apart, {
          x: (point.x + other.x) / 2,
          y: (point.y + other.y) / 2,
        });
      }
    }
    this.#pointers.set(event.pointerId, point);
  }

  #click(event: MouseEvent): void {
    const press = this.#press;
    this.#press = undefined;
    if (press?.dragged === true) return;
    const point = this.#pointOf(event);
    const { k, x, y } = this.#view;
    this.#options.onPress((point.x - x) / k, (point.y - y) / k, press?.touch ?? false);
  }

  /** A trackpad's pinch comes as a wheel with Ctrl; a wheel alone is the page's. */
  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 200), this.#pointOf(event));
  }
}
