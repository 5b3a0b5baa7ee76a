# Every language Docket knows, on top of the core set, so that the core image stays small and quick to build.
#
#   docker build -t docket/languages:core docker/languages
#   docker build -t docket/languages:all -f docker/languages/all.Dockerfile docker/languages
#
# One line per language: its id and the Debian packages that its file in packages/sandbox/src/languages names.
ARG CORE=docket/languages:core
FROM $CORE
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
      # ada
      gnat \
      # algol68
      algol68g \
      # awk
      gawk \
      # bash
      bash \
      # clojure
      clojure \
      # cobol
      gnucobol3 \
      # commonlisp
      sbcl \
      # csharp
      mono-mcs mono-runtime libmono-system-core4.0-cil libmono-system-numerics4.0-cil \
      # d
      gdc \
      # elixir
      elixir \
      # erlang
      erlang-base \
      # forth
      gforth \
      # fortran
      gfortran \
      # go
      golang-go \
      # groovy
      groovy \
      # haskell
      ghc \
      # icon
      icont iconx \
      # kotlin
      kotlin libjetbrains-annotations-java \
      # lua
      lua5.4 \
      # nasm
      nasm \
      # nim
      nim \
      # objectivec
      gobjc \
      # ocaml
      ocaml-nox \
      # octave
      octave \
      # pascal
      fp-compiler fp-units-rtl \
      # perl
      perl \
      # php
      php-cli \
      # pike
      pike8.0-core \
      # prolog
      swi-prolog-nox \
      # pypy3
      pypy3 \
      # r
      r-base-core \
      # racket
      racket \
      # raku
      rakudo \
      # ruby
      ruby \
      # rust
      rustc \
      # scala
      scala \
      # scheme
      guile-3.0 \
      # sml
      polyml libpolyml-dev \
      # sql
      sqlite3 \
      # tcl
      tcl \
      # vala
      valac libglib2.0-dev \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb
