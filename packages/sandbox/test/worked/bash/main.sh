set -euo pipefail
source "$(dirname "$0")/answer.sh"
declare -A figures
names=()
read -r n
while read -r name figure || [[ -n $name ]]; do
    names+=("$name")
    figures[$name]=$figure
done
((${#names[@]} == n)) || exit 1
for name in "${names[@]}"; do printf '%s %d\n' "${name^^}" "${figures[$name]}"; done | sort -k2,2nr -k1,1
sum=0
for figure in "${figures[@]}"; do ((sum += figure)); done
fib() {
    if (($1 < 2)); then result=$1; return; fi
    local a
    fib $(($1 - 1)); a=$result
    fib $(($1 - 2)); result=$((a + result))
}
k=0
count() { k=$((k + 1)); }
for _ in 1 2 3; do count; done
fib 20
printf '%s\n' "$sum" "$result" "$k" "$(answer)"
