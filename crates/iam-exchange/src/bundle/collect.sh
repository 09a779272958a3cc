#!/usr/bin/env bash
# Made by Bailiwick: asks AWS what an account holds, and changes nothing but the credential report,
# which AWS makes anew when it is asked for one. Run it with
#   bash FILE > bundle.ndjson
# and give the bundle to `bailiwick import bundle`. It holds no secret.
#
# Policies and tags of resources are gathered in the AWS CLI's region; BAILIWICK_REGIONS='eu-central-1 …'
# names others. What you may not ask is told, and the bundle says that it does not know.
set -euo pipefail
umask 077
export AWS_PAGER=''
export AWS_REGION="${AWS_REGION:-${AWS_DEFAULT_REGION:-us-east-1}}"
regions=${BAILIWICK_REGIONS:-$AWS_REGION}
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

# Writes one line: line WHAT OF-WHOM ANSWER
line() {
  printf '{"ask":"%s","of":"%s","answer":%s}\n' "$1" "$2" \
    "$(printf '%s' "${3:-null}" | tr -d '\r\n')"
}

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
  line "$what" "$of" "$said"
}

# The same for what not everybody may ask and not every account has. True when there is an answer,
# which stays in `said`.
try() {
  local what=$1 of=$2 why=denied
  shift 2
  if said=$(aws "$@" --output json 2>"$errors"); then
    line "$what" "$of" "$said"
    return 0
  fi
  if grep -qE 'NoSuch|NotFound|NotInUse|not found|does not exist' "$errors"; then
    why=nothing
  else
    printf 'Not gathered: %s %s: %s\n' "$what" "$of" "$(tr '\n' ' ' <"$errors")" >&2
  fi
  printf '{"ask":"%s","of":"%s","answer":null,"why":"%s"}\n' "$what" "$of" "$why"
  return 1
}

# Words of the last answer: words QUERY WORD… asks again for a list of texts.
words() {
  local query=$1 found
  shift
  if found=$(aws "$@" --query "$query" --output text 2>/dev/null) && [ "$found" != None ]; then
    printf '%s\n' "$found" | tr '\t' '\n'
  fi
}

ask bailiwick-bundle-1 "$(date -u +%Y-%m-%dT%H:%M:%SZ)" sts get-caller-identity
partition=$(aws sts get-caller-identity --query Arn --output text | cut -d: -f2)
# The largest answer goes through without being held.
printf '{"ask":"get-account-authorization-details","of":"","answer":'
aws iam get-account-authorization-details \
  --filter User Role Group LocalManagedPolicy --output json | tr -d '\r\n'
printf '}\n'
ask list-account-aliases '' iam list-account-aliases
ask get-account-password-policy '' iam get-account-password-policy
# What a role is for and how long its sessions last, which the details leave out.
try list-roles '' iam list-roles || true
try get-account-summary '' iam get-account-summary || true

users=$(aws iam list-users --query 'Users[].UserName' --output text)
for user in $users; do
  if [ "$user" = None ]; then continue; fi
  ask get-login-profile "$user" iam get-login-profile --user-name="$user"
  ask list-mfa-devices "$user" iam list-mfa-devices --user-name="$user"
  ask list-access-keys "$user" iam list-access-keys --user-name="$user"
  for key in $(words 'AccessKeyMetadata[].AccessKeyId' iam list-access-keys --user-name="$user"); do
    ask get-access-key-last-used "$key" iam get-access-key-last-used --access-key-id="$key"
  done
  for key in $(words 'SSHPublicKeys[].SSHPublicKeyId' iam list-ssh-public-keys --user-name="$user"); do
    try get-ssh-public-key "$user" iam get-ssh-public-key --user-name="$user" \
      --ssh-public-key-id="$key" --encoding=SSH || true
  done
  try list-signing-certificates "$user" iam list-signing-certificates --user-name="$user" || true
  try list-service-specific-credentials "$user" \
    iam list-service-specific-credentials --user-name="$user" || true
done

if try list-instance-profiles '' iam list-instance-profiles; then
  for name in $(words 'InstanceProfiles[].InstanceProfileName' iam list-instance-profiles); do
    try list-instance-profile-tags "$name" \
      iam list-instance-profile-tags --instance-profile-name="$name" || true
  done
fi
if try list-open-id-connect-providers '' iam list-open-id-connect-providers; then
  for arn in $(words 'OpenIDConnectProviderList[].Arn' iam list-open-id-connect-providers); do
    try get-open-id-connect-provider "$arn" \
      iam get-open-id-connect-provider --open-id-connect-provider-arn="$arn" || true
  done
fi
if try list-saml-providers '' iam list-saml-providers; then
  for arn in $(words 'SAMLProviderList[].Arn' iam list-saml-providers); do
    try get-saml-provider "$arn" iam get-saml-provider --saml-provider-arn="$arn" || true
  done
fi

# AWS makes the report within seconds, or keeps one of the last four hours.
for _ in 1 2 3 4 5 6 7 8 9 10; do
  state=$(aws iam generate-credential-report --query State --output text 2>/dev/null || echo none)
  case $state in COMPLETE | none) break ;; esac
  sleep 2
done
try get-credential-report '' iam get-credential-report || true

# The organization: only its management account and delegated administrators see it whole.
descend() {
  local parent=$1 child
  try list-accounts-for-parent "$parent" \
    organizations list-accounts-for-parent --parent-id="$parent" || true
  if try list-organizational-units-for-parent "$parent" \
    organizations list-organizational-units-for-parent --parent-id="$parent"; then
    for child in $(words 'OrganizationalUnits[].Id' \
      organizations list-organizational-units-for-parent --parent-id="$parent"); do
      descend "$child"
    done
  fi
}
if try describe-organization '' organizations describe-organization &&
  try list-roots '' organizations list-roots; then
  for root in $(words 'Roots[].Id' organizations list-roots); do descend "$root"; done
  for kind in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
    for policy in $(words 'Policies[].Id' organizations list-policies --filter="$kind"); do
      try describe-policy "$policy" organizations describe-policy --policy-id="$policy" || true
      try list-targets-for-policy "$policy" \
        organizations list-targets-for-policy --policy-id="$policy" || true
    done
  done
fi

# Policies and tags of resources, each under its ARN.
for name in $(words 'Buckets[].Name' s3api list-buckets); do
  arn="arn:$partition:s3:::$name"
  try get-bucket-policy "$arn" s3api get-bucket-policy --bucket="$name" || true
  try get-bucket-tagging "$arn" s3api get-bucket-tagging --bucket="$name" || true
done
for region in $regions; do
  export AWS_REGION=$region
  for url in $(words 'QueueUrls[]' sqs list-queues); do
    try get-queue-attributes "$url" \
      sqs get-queue-attributes --queue-url="$url" --attribute-names Policy QueueArn || true
    try list-queue-tags "$url" sqs list-queue-tags --queue-url="$url" || true
  done
  for arn in $(words 'Topics[].TopicArn' sns list-topics); do
    try get-topic-attributes "$arn" sns get-topic-attributes --topic-arn="$arn" || true
    try list-tags-for-resource "$arn" sns list-tags-for-resource --resource-arn="$arn" || true
  done
  for arn in $(words 'Keys[].KeyArn' kms list-keys); do
    try get-key-policy "$arn" kms get-key-policy --key-id="$arn" --policy-name=default || true
    try list-resource-tags "$arn" kms list-resource-tags --key-id="$arn" || true
  done
  for arn in $(words 'SecretList[].ARN' secretsmanager list-secrets); do
    try get-resource-policy "$arn" secretsmanager get-resource-policy --secret-id="$arn" || true
    try describe-secret "$arn" secretsmanager describe-secret --secret-id="$arn" || true
  done
  for arn in $(words 'Functions[].FunctionArn' lambda list-functions); do
    try get-policy "$arn" lambda get-policy --function-name="$arn" || true
    try list-tags "$arn" lambda list-tags --resource="$arn" || true
  done
  for arn in $(words 'repositories[].repositoryArn' ecr describe-repositories); do
    try get-repository-policy "$arn" \
      ecr get-repository-policy --repository-name="${arn#*:repository/}" || true
    try list-tags-for-resource "$arn" ecr list-tags-for-resource --resource-arn="$arn" || true
  done
done
printf '{"ask":"end","of":"","answer":null}\n'
