#!/usr/bin/env bash
# Made by Bailiwick: asks AWS what an account holds, and changes nothing. Run it with
#   bash FILE > bundle.ndjson
# and give the bundle to `bailiwick import bundle`. It holds no secret.
set -euo pipefail
umask 077
export AWS_PAGER=''
export AWS_REGION="${AWS_REGION:-${AWS_DEFAULT_REGION:-us-east-1}}"
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

# Asks one thing and writes one line: ask WHAT OF-WHOM WORD…
ask() {
  local what=$1 of=$2 said
  shift 2
  if ! said=$(aws "$@" --output json 2>"$errors"); then
    if ! grep -q NoSuchEntity "$errors"; then
      cat "$errors" >&2
      exit 1
    fi
    said=null
  fi
  printf '{"ask":"%s","of":"%s","answer":%s}\n' "$what" "$of" \
    "$(printf '%s' "${said:-null}" | tr -d '\r\n')"
}

ask bailiwick-bundle-1 "$(date -u +%Y-%m-%dT%H:%M:%SZ)" sts get-caller-identity
# The largest answer goes through without being held.
printf '{"ask":"get-account-authorization-details","of":"","answer":'
aws iam get-account-authorization-details \
  --filter User Role Group LocalManagedPolicy --output json | tr -d '\r\n'
printf '}\n'
ask list-account-aliases '' iam list-account-aliases
ask get-account-password-policy '' iam get-account-password-policy

users=$(aws iam list-users --query 'Users[].UserName' --output text)
for user in $users; do
  if [ "$user" = None ]; then continue; fi
  ask get-login-profile "$user" iam get-login-profile --user-name="$user"
  ask list-mfa-devices "$user" iam list-mfa-devices --user-name="$user"
  ask list-access-keys "$user" iam list-access-keys --user-name="$user"
  keys=$(aws iam list-access-keys --user-name="$user" \
    --query 'AccessKeyMetadata[].AccessKeyId' --output text)
  for key in $keys; do
    if [ "$key" = None ]; then continue; fi
    ask get-access-key-last-used "$key" iam get-access-key-last-used --access-key-id="$key"
  done
done
printf '{"ask":"end","of":"","answer":null}\n'
