import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'haskell',
  name: 'Haskell',
  extensions: ['.hs'],
  probe: { argv: ['/usr/bin/ghc', '--numeric-version'], pattern: /^(\d\S+)/ },
  packages: ['ghc'],
  hostPaths: ['/var/lib/ghc'],
  before: ['/usr/bin/ghc', '-v0', '-O2', '-outputdir', '/tmp/objects', '-o', 'program'],
  followsImports: true,
  mainSays: /^main\b/m,
  compileLimits: { cpuMs: 20_000, wallMs: 60_000 },
  processes: 8,
  editorMode: 'haskell',
  template: 'main :: IO ()\nmain = do\n  \n  return ()\n',
  hello: 'main :: IO ()\nmain = putStrLn "hello"\n',
  samples: {
    sum: 'main :: IO ()\nmain = getLine >>= print . sum . map (read :: String -> Integer) . words\n',
    broken: 'main :: IO ()\nmain = putStrLn 5\n',
    crash: 'main :: IO ()\nmain = error "no"\n',
  },
});
