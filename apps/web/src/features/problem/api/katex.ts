import 'katex/dist/katex.min.css';
import katex from 'katex';

/** The formula setter with its style sheet, in a part of its own that only pages with formulas load. */
export default katex;
