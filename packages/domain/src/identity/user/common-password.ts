import { invalidFields } from '../../spine/invalid.ts';

/**
 * What people choose first, and so what is tried first: well-known passwords of eight characters and more, in small letters and without the figures
 * and signs that are put behind them. A short list of our own choosing; NIST SP 800-63B (3.1.1.2) asks for one and for no rules of composition.
 */
const COMMONEST = new Set(
  `password passwort passphrase passw0rd p@ssword p@ssw0rd pa55word letmein letmeinnow iloveyou iloveu lovely welcome welcomeback
  admin administrator adminadmin root rootroot changeme changeit default guest login user username test testtest testing tester demo
  secret topsecret mysecret private security access master monkey dragon sunshine princess football baseball basketball superman batman
  spiderman starwars pokemon pikachu michael jordan michelle jennifer jessica charlie daniel ashley thomas nicole matthew andrew joshua
  robert hunter killer freedom whatever trustno1 computer internet samsung iphone google facebook linkedin dropbox microsoft windows
  liverpool chelsea arsenal barcelona juventus realmadrid manchester london berlin summer winter spring autumn january february
  monday friday sunday qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm qazwsx qazwsxedc zaq12wsx 1qaz2wsx
  1q2w3e4r 1q2w3e4r5t q1w2e3r4 abc123 abcd1234 a1b2c3d4 asdf1234 qwer1234 1234qwer 123qwe 123abc hello helloworld goodbye babygirl
  angel blessed jesus jesuschrist godisgood family mother father butterfly flower chocolate cookie banana orange purple rainbow unicorn
  ferrari porsche mercedes mustang corvette harley yankees cowboys eagles steelers lakers nothing something anything india bharat
  krishna sairam ganesh mumbai delhi sachin cricket bollywood docket`.split(/\s+/),
);

/** Rows of keyboards, digits and the alphabet: what a finger that goes along them types. */
const RUNS = [
  '0123456789012',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
];
const ALL_RUNS = RUNS.flatMap((run) => [run, [...run].toReversed().join('')]);

/**
 * @param path of the password in the request
 * @param about of the account: a password that is its name or address is no secret
 * @throws DocketError `invalid_request` for a password that is among the first that anybody would try
 */
export function refuseCommonPassword(password: string, path: string, about: readonly string[] = []): void {
  const why = commonness(password, about);
  if (why !== undefined) throw invalidFields([[path, why]]);
}

/**
 * Why a password is among the first that anybody would try, as the end of a sentence that begins with it; undefined for any other. Length is the contract's.
 */
export function commonness(password: string, about: readonly string[] = []): string | undefined {
  const typed = password.normalize('NFKC').toLowerCase().trim();
  const [letters, whole] = [typed.replaceAll(/[\s_.-]/g, ''), typed];
  if (isRepeated(letters)) return 'only says the same again and again; choose another';
  if (ALL_RUNS.some((run) => run.includes(letters))) return 'is a row of keys; choose another';
  // `Password123!` is `password` to whoever guesses.
  const bare = letters.replace(/^[\d\W]+(?=.)/u, '').replace(/[\d\W]+$/u, '');
  if ([letters, bare].some((form) => COMMONEST.has(form))) return 'is one of the commonest passwords; choose another';
  const names = about.flatMap((name) => [name.toLowerCase(), name.toLowerCase().split('@')[0] ?? '']);
  if (names.some((name) => name !== '' && (name === whole || name === bare)))
    return 'is your name or address; choose another';
  return undefined;
}

/** `aaaaaaaa`, `abcabcabc`, `12121212`: a piece of at most half, and then only that. */
function isRepeated(text: string): boolean {
  if (text === '') return true;
  const next = `${text}${text}`.indexOf(text, 1);
  return next < text.length && next <= 4;
}
