#!/usr/bin/env bash
# Builds the image of the Dockerfile on a base made here, and runs it: as a user without name and home, as process 1 that
# is told to end, and with a root that cannot be written. Needs root, Debian's debootstrap and buildah, and npm; no
# registry of images. `BASE=REF` takes an image that is there in place of the base.
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in buildah debootstrap npm; do
  command -v "$tool" >/dev/null || { echo "not run: $tool missing"; exit 2; }
done
[ "$(id -u)" -eq 0 ] || { echo 'not run: root is needed to build without a daemon'; exit 2; }

work=$(mktemp -d)
image=localhost/qualys-pc-try:$$
containers=()
finish() {
  for one in "${containers[@]}"; do buildah rm "$one" >/dev/null 2>&1 || true; done
  buildah rmi "$image" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

# The base is kept between tries: it takes half a minute.
base=${BASE:-localhost/qualys-pc-base:bookworm}
if [ -z "${BASE:-}" ] && ! buildah inspect --type image "$base" >/dev/null 2>&1; then
  echo 'base: Debian by debootstrap, Node.js of this machine'
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/root" >"$work/debootstrap.log" 2>&1 ||
    { tail -20 "$work/debootstrap.log"; exit 1; }
  rm -rf "$work/root/var/cache/apt" "$work/root/var/lib/apt/lists" "$work/root/usr/share/doc" "$work/root/usr/share/locale"
  npm_home=$(npm root --global)/npm
  mkdir -p "$work/root/usr/local/lib/node_modules"
  cp "$(readlink -f "${NODE:-$(node -p process.execPath)}")" "$work/root/usr/local/bin/node"
  cp -r "$npm_home" "$work/root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/root/usr/local/bin/npm"
  # Certificate authorities of this machine, as a proxy that inspects may stand before the registry.
  cp -L /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/ca-certificates.crt"
  made=$(buildah from scratch)
  containers+=("$made")
  buildah add --quiet "$made" "$work/root" / >/dev/null
  buildah config --cmd node "$made"
  buildah commit --quiet "$made" "$base" >/dev/null
fi

echo 'build'
certificates=/etc/ssl/certs/ca-certificates.crt
buildah bud --isolation chroot --quiet --build-arg BASE="$base" --env NODE_EXTRA_CA_CERTS="$certificates" \
  --volume "$HOME/.npm:/root/.npm" --tag "$image" . >"$work/bud.log" 2>&1 || { tail -40 "$work/bud.log"; exit 1; }

container=$(buildah from "$image")
containers+=("$container")
root=$(buildah mount "$container")

echo "size: $(du -sm "$root/opt/qualys-pc" | cut -f1) MB of ours in $(du -sm "$root" | cut -f1) MB"
buildah inspect --type image --format '{{.OCIv1.Config.User}}' "$image" | grep -qx 10001:10001
[ -z "$(find "$root/opt/qualys-pc" -perm /022 -not -type l)" ] || { echo 'failed: others can change the program'; exit 1; }

# The image's user, without a home and a name, in a root that cannot be written but for /work and /tmp.
inside() {
  unshare --mount --pid --fork --kill-child bash -euc '
    root=$1; shift
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    mount -t tmpfs -o uid=10001,gid=10001 tmpfs "$root/work"
    mount -o remount,ro,bind "$root"
    exec env -i PATH=/usr/local/bin:/usr/bin:/bin CI=true "$(command -v chroot)" --userspec=10001:10001 "$root" "$@"
  ' bash "$root" "$@"
}
echo 'run: version, demo, a root that cannot be written'
inside qualys-pc --version
said=$(inside sh -c 'cd /work && ! touch /opt/x 2>/dev/null && qualys-pc demo 2>&1') || { printf '%s\n' "$said"; exit 1; }
case $said in *PASSED*) ;; *) printf '%s\n' "$said"; exit 1 ;; esac

echo 'signal: process 1 ends at SIGTERM with 143'
inside sh -c 'cd /work && exec qualys-pc simulator' >"$work/simulator.log" 2>&1 &
started=$!
until grep -q '^url' "$work/simulator.log"; do
  kill -0 "$started" 2>/dev/null || { cat "$work/simulator.log"; exit 1; }
  sleep 0.1
done
# The subshell, unshare, and then the first process inside.
first=$(pgrep -P "$(pgrep -P "$started")")
grep -q "^NSpid:.*[[:space:]]1$" "/proc/$first/status"
kill -TERM "$first"
code=0
wait "$started" || code=$?
[ "$code" -eq 143 ] || { echo "failed: exit $code"; exit 1; }
echo 'the image works'
