import { drawPlan } from '@docket/contracts/catalog/draw-plan';
import { rowKey, type PlanArea, type PlanSeat } from '@docket/contracts/catalog/seat';
import type { HallPlan } from '@docket/contracts/http/venue';
import { PanZoom } from './pan-zoom.ts';
import { SeatFinder, type Direction } from './seat-finder.ts';
import { seatShape, SHAPE_SIZE, ZONE_LOOKS } from './seat-shapes.ts';
import type { SeatLook } from './seat-words.ts';

export type SeatMapOptions = {
  readonly plan: Pick<HallPlan, 'front' | 'zones' | 'seats' | 'areas'>;
  readonly lookOf: (seat: number) => SeatLook;
  /** Words for a standing area as it is now: how many places are free. */
  readonly areaWords?: (area: PlanArea) => string;
  /** What a screen reader says of a seat. */
  readonly describe: (seat: PlanSeat, look: SeatLook) => string;
  /** A seat was pressed, or chosen by key. Absent for a drawing to look at only. */
  readonly onPick?: (seat: number) => void;
  /** The seat that is pointed at or has the focus. */
  readonly onPoint?: (seat: PlanSeat | undefined) => void;
  readonly label: string;
};

const PITCH = 24;
/** Seats nearer together than this many pixels are too small for a finger: a press comes nearer first. */
const FINGER_PX = 22;
const NEAR_PX = 38;
const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * A hall drawn as one SVG, one path to a seat. It is built once as text and then changed seat by seat; events are heard
 * by the drawing as a whole. To assistive technology it is a list box: one stop for Tab, arrow keys move between seats.
 */
export class SeatMapView {
  readonly #options: SeatMapOptions;
  readonly #svg: SVGSVGElement;
  readonly #ring: SVGElement | null;
  readonly #seats: ReadonlyMap<number, PlanSeat>;
  readonly #zones: ReadonlyMap<string, number>;
  readonly #paths = new Map<number, SVGPathElement>();
  /** What is written below the name of a standing area. */
  readonly #areas = new Map<string, Element>();
  readonly #finder: SeatFinder;
  readonly #panZoom: PanZoom;
  readonly #stop = new AbortController();
  #active: number | undefined;

  constructor(host: HTMLElement, options: SeatMapOptions) {
    this.#options = options;
    const { plan } = options;
    const drawing = drawPlan(plan, PITCH);
    this.#seats = new Map(plan.seats.map((seat) => [seat.seat, seat]));
    this.#zones = new Map(plan.zones.map((zone, index) => [zone.id, index]));
    this.#finder = new SeatFinder(plan.seats, drawing.seats, PITCH);
    host.innerHTML = this.#markup(drawing);
    // As high as the hall is at this width, within the limits that the page sets.
    host.style.aspectRatio = `${drawing.width} / ${drawing.height}`;
    const svg = host.querySelector('svg');
    if (svg === null) throw new Error('the drawing is missing');
    this.#svg = svg;
    this.#ring = svg.querySelector('.seat-ring');
    for (const path of svg.querySelectorAll<SVGPathElement>('.seat'))
      this.#paths.set(Number(path.dataset['seat']), path);
    for (const [at, words] of svg.querySelectorAll('.seat-area-words').entries()) {
      const area = plan.areas[at];
      if (area !== undefined) this.#areas.set(area.area, words);
    }
    this.#panZoom = new PanZoom({
      host,
      content: svg,
      width: drawing.width,
      height: drawing.height,
      max: 2.4,
      onPress: (x, y, touch) => this.#onPress(x, y, touch),
    });
    const { signal } = this.#stop;
    if (options.onPick !== undefined) svg.addEventListener('keydown', (event) => this.#onKey(event), { signal });
    svg.addEventListener(
      'focus',
      () => {
        const seat = this.#active ?? this.#firstSeat(drawing.width);
        // A press of the mouse gives the focus too, and is about another seat.
        if (svg.matches(':focus-visible')) this.#goTo(seat);
        else this.#setActive(seat);
      },
      { signal },
    );
    svg.addEventListener('blur', () => options.onPoint?.(undefined), { signal });
    svg.addEventListener(
      'pointerover',
      (event) => {
        if (event.pointerType !== 'mouse') return;
        const seat = event.target instanceof SVGElement ? event.target.dataset['seat'] : undefined;
        options.onPoint?.(seat === undefined ? undefined : this.#seats.get(Number(seat)));
      },
      { signal },
    );
    host.addEventListener('pointerleave', () => options.onPoint?.(undefined), { signal });
  }

  /** Draws these seats as they are now. */
  refresh(seats: Iterable<number>): void {
    for (const number of seats) {
      const seat = this.#seats.get(number);
      const path = this.#paths.get(number);
      if (seat === undefined || path === undefined) continue;
      const look = this.#options.lookOf(number);
      if (path.dataset['look'] === look) continue;
      path.dataset['look'] = look;
      path.setAttribute('d', this.#shapeOf(seat, look));
      path.setAttribute('aria-label', this.#options.describe(seat, look));
      path.setAttribute('aria-selected', String(look === 'chosen' || look === 'own'));
      path.setAttribute('aria-disabled', String(look === 'taken' || look === 'own'));
    }
    this.#refreshAreas();
  }

  refreshAll(): void {
    this.refresh(this.#paths.keys());
  }

  #refreshAreas(): void {
    for (const area of this.#options.plan.areas) {
      const words = this.#areas.get(area.area);
      const now = this.#options.areaWords?.(area) ?? '';
      if (words !== undefined && words.textContent !== now) words.textContent = now;
    }
  }

  /** Fades all seats but those of a price zone; undefined shows all alike. */
  highlight(zone: string | undefined): void {
    const index = zone === undefined ? undefined : this.#zones.get(zone);
    for (const path of this.#paths.values())
      path.classList.toggle('seat-faded', index !== undefined && path.dataset['zone'] !== String(index));
  }

  /** Brings seats to the middle of the view. */
  goToSeats(seats: readonly number[]): void {
    const places = seats.map((seat) => this.#finder.placeOf(seat)).filter((place) => place !== undefined);
    const first = places[0];
    if (first === undefined) return;
    this.#active = first.seat;
    const middle = (of: 'x' | 'y') => places.reduce((sum, place) => sum + place[of], 0) / places.length;
    this.#panZoom.goTo(middle('x'), middle('y'), Math.min(NEAR_PX, 26) / PITCH);
  }

  zoom(factor: number): void {
    this.#panZoom.zoom(factor);
  }

  fit(): void {
    this.#panZoom.fit();
  }

  /** A rectangle of the page that holds the seat. */
  boxOf(seat: number): DOMRect | undefined {
    return this.#paths.get(seat)?.getBoundingClientRect();
  }

  dispose(): void {
    this.#stop.abort();
    this.#panZoom.dispose();
    this.#svg.remove();
  }

  #shapeOf(seat: PlanSeat, look: SeatLook): string {
    return seatShape(look, this.#zones.get(seat.zone) ?? 0, seat.kind);
  }

  #markup(drawing: ReturnType<typeof drawPlan>): string {
    const { plan, label, onPick, lookOf, describe } = this.#options;
    const { front, width, height } = drawing;
    const parts: string[] = [];
    const round = (value: number) => Math.round(value * 10) / 10;
    const text = (className: string, one: { text: string; x: number; y: number }) =>
      `<text class="${className}" x="${round(one.x)}" y="${round(one.y)}">${escape(one.text)}</text>`;
    parts.push(
      `<svg xmlns="http://www.w3.org/2000/svg" class="seat-map" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}"`,
      onPick === undefined
        ? ` role="img" aria-label="${escape(label)}">`
        : ` role="listbox" aria-multiselectable="true" tabindex="0" aria-label="${escape(label)}">`,
      `<g aria-hidden="true"><rect class="seat-front" data-kind="${plan.front.kind}" x="${round(front.x)}" y="${round(front.y)}" width="${round(front.width)}" height="${round(front.height)}" rx="6"/>`,
      text('seat-front-name', {
        text: plan.front.label,
        x: front.x + front.width / 2,
        y: front.y + front.height / 2,
      }),
      plan.areas.map((area, at) => this.#areaMarkup(area, drawing.areas[at])).join(''),
      // The part of the house is named once; its rows need not repeat it.
      drawing.rows.map((row) => text('seat-row', { ...row, text: row.text.replace(/^.*[/-](?=.)/, '') })).join(''),
      drawing.sections.map((section) => text('seat-section', section)).join(''),
      '</g>',
      onPick === undefined ? '<g aria-hidden="true">' : '<g role="presentation">',
    );
    for (const place of drawing.seats) {
      const seat = this.#seats.get(place.seat);
      if (seat === undefined) continue;
      const look = lookOf(seat.seat);
      const zone = this.#zones.get(seat.zone) ?? 0;
      const scale = place.size / SHAPE_SIZE;
      parts.push(
        `<path class="seat" id="seat-${seat.seat}" data-seat="${seat.seat}" data-zone="${zone}" style="--zone:var(--seat-zone-${zone % ZONE_LOOKS})" data-look="${look}" d="${this.#shapeOf(seat, look)}" transform="translate(${round(place.x)} ${round(place.y)}) scale(${round(scale * 100) / 100})"`,
        onPick === undefined
          ? '/>'
          : ` role="option" aria-selected="${look === 'chosen' || look === 'own'}" aria-disabled="${look === 'taken' || look === 'own'}" aria-label="${escape(describe(seat, look))}"/>`,
      );
    }
    parts.push('</g><rect class="seat-ring" x="-13" y="-13" width="26" height="26" rx="7" aria-hidden="true"/></svg>');
    return parts.join('');
  }

  /** The list of areas beside the drawing is what is used; here they are seen. */
  #areaMarkup(area: PlanArea, place: ReturnType<typeof drawPlan>['areas'][number] | undefined): string {
    if (place === undefined) return '';
    const zone = this.#zones.get(area.zone) ?? 0;
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    return `<g class="seat-area" style="--zone:var(--seat-zone-${zone % ZONE_LOOKS})"><rect x="${place.x}" y="${place.y}" width="${place.width}" height="${place.height}" rx="8"/><text x="${x}" y="${y - 10}">${escape(area.name)}</text><text class="seat-area-words" x="${x}" y="${y + 12}">${escape(this.#options.areaWords?.(area) ?? '')}</text></g>`;
  }

  #onPress(x: number, y: number, touch: boolean): void {
    const seat = this.#finder.at(x, y);
    if (seat === undefined) return;
    if (touch && PITCH * this.#panZoom.scale < FINGER_PX) {
      this.#panZoom.goTo(x, y, NEAR_PX / PITCH);
      return;
    }
    this.#setActive(seat);
    this.#options.onPick?.(seat);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || event.ctrlKey || this.#active === undefined) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) this.#goTo(this.#finder.next(this.#active, arrow) ?? this.#active);
    else if (event.key === 'Home') this.#goTo(this.#finder.endOfRow(this.#active, 'first'));
    else if (event.key === 'End') this.#goTo(this.#finder.endOfRow(this.#active, 'last'));
    else if (event.key === 'Enter' || event.key === ' ') this.#options.onPick?.(this.#active);
    else if (event.key === '+' || event.key === '=') this.zoom(1.4);
    else if (event.key === '-') this.zoom(1 / 1.4);
    else if (event.key === '0') this.fit();
    else return;
    event.preventDefault();
  }

  /** The middle of the front row: where one would look first. */
  #firstSeat(width: number): number {
    const [first] = this.#options.plan.seats;
    const row = this.#options.plan.seats.filter((seat) => first !== undefined && rowKey(seat) === rowKey(first));
    const off = (seat: PlanSeat) => Math.abs((this.#finder.placeOf(seat.seat)?.x ?? 0) - width / 2);
    return row.toSorted((a, b) => off(a) - off(b))[0]?.seat ?? 1;
  }

  #goTo(seat: number): void {
    this.#setActive(seat);
    const place = this.#finder.placeOf(seat);
    if (place !== undefined) this.#panZoom.reveal(place.x, place.y, 40);
    this.#options.onPoint?.(this.#seats.get(seat));
  }

  #setActive(seat: number): void {
    this.#active = seat;
    this.#svg.setAttribute('aria-activedescendant', `seat-${seat}`);
    const place = this.#finder.placeOf(seat);
    if (place !== undefined) this.#ring?.setAttribute('transform', `translate(${place.x} ${place.y})`);
  }
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
