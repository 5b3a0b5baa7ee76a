import { chromium } from './chromium.mjs';
import { debian } from './debian.mjs';
import { languages } from './languages.mjs';
import { packages } from './packages.mjs';
import { postgres } from './postgres.mjs';
import { prisma } from './prisma.mjs';
import { web } from './web.mjs';

/**
 * In the order they are carried out. A step is
 *   id         what a command names in its `needs`
 *   title      for the line that says it is done
 *   missing    (command, args) => what is lacking, a line for each; nothing when all is there. Must be quick.
 *   obstacle   () => why it cannot be installed here, or undefined
 *   install    (lines of `missing`) => installs, or ends the process with a message
 */
export const STEPS = [debian, languages, packages, chromium, postgres, prisma, web];
