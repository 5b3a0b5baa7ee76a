read -r mode
deep() {
    if (($1 == 0)); then result=0; else deep $(($1 - 1)); result=$((result + $1)); fi
}
case $mode in
    echo) while IFS= read -r line; do printf '%s\n' "$line"; done ;;
    deep) read -r n; deep "$n"; echo "$result" ;;
    spin) while :; do :; done ;;
    hog) all=x; while :; do all+=$all; done ;;
esac
