#!/bin/sh
# BEGIN qualys-pc shell of qualys-pc.yaml
# Made by "qualys-pc snippet --format shell", for a freestyle job's "Execute shell" and any other CI.
# Exit codes: 0 passed, 1 failed by the criteria, 2 usage or configuration, 3 Qualys refused or could not be reached,
# 4 inconclusive, 5 not finished.
set -eu
: "${QUALYS_PASSWORD:?set it from the secret store of the CI system}"
: "${QUALYS_HOST_PASSWORD:?set it from the secret store of the CI system}"
# Exit code of a scan that passed with warnings. With 6 and "Exit code to set build unstable: 6",
# Jenkins marks the build UNSTABLE.
warnings_exit=0
if grep -Eqs '^    "outcome": "(passed|failed)"' qualys-pc-results/result.json; then mv -f qualys-pc-results/result.json qualys-pc-results/previous-result.json; fi
rm -f qualys-pc-results/result.json qualys-pc-results/report.html qualys-pc-results/junit.xml
qualys-pc run --config qualys-pc.yaml --warning-exit-code &
scan=$!
trap 'kill -s TERM "$scan"' INT TERM
code=0
wait "$scan" || code=$?
# A signal ends the wait early; the scan cancels itself at Qualys and then ends.
while kill -0 "$scan" 2>/dev/null; do code=0; wait "$scan" || code=$?; done
trap - INT TERM
if [ "$code" -eq 6 ]; then
  echo 'Qualys Policy Compliance: passed with warnings' >&2
  code=$warnings_exit
fi
exit "$code"
# END qualys-pc shell of qualys-pc.yaml
