#!/bin/sh
# Exports what iamlint reads of an AWS account, with read-only commands of the
# AWS CLI:
#
#   sh export.sh [FOLDER]
#
# FOLDER, iamlint-export when none is given, must be new or empty.
#
# Exit code: 0 everything is exported, 1 some commands failed, which are listed
# at the end, 2 nothing is exported.
set -fu

out=${1:-iamlint-export}
case $out in -*) out=./$out ;; esac

# Exports say who may do what: nobody else should read them.
umask 077

AWS_PAGER=
AWS_CLI_ERROR_FORMAT=legacy
AWS_RETRY_MODE=standard
AWS_MAX_ATTEMPTS=10
AWS_DEFAULT_REGION=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null)}}
AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-us-east-1}
export AWS_PAGER AWS_CLI_ERROR_FORMAT AWS_RETRY_MODE AWS_MAX_ATTEMPTS AWS_DEFAULT_REGION

entries=  # of the manifest
failures= # a line each
none=     # the error that says that there is no such thing, where that is an answer

die() {
	printf 'export: %s\n' "$1" >&2
	exit 2
}

# run FILE COMMAND... writes the answer of an AWS command to FILE. When the
# command fails, there is no FILE and $error says why.
run() {
	path=$out/$1
	shift
	printf 'aws %s\n' "$*" >&2
	if error=$(aws "$@" 2>&1 >"$path"); then
		return 0
	fi
	rm -f "$path"
	error=$(printf '%s\n' "$error" | awk '
		/An error occurred \(/ && !found { sub(/^.*An error occurred/, "An error occurred"); found = $0 }
		NF { last = $0 }
		END { print (found ? found : last) }')
	return 1
}

# refused CODE says whether AWS refused the last command with this error, or one
# whose code begins so.
refused() {
	case $error in
	"An error occurred ($1"*) return 0 ;;
	esac
	return 1
}

# fail COMMAND... lists a command that failed.
fail() {
	failures="$failures  aws $*
    $error
"
}

# note FILE REGION RESOURCE SERVICE OPERATION enters a file in the manifest. No
# value needs escaping: AWS allows neither quotes nor backslashes in them.
note() {
	entries="${entries:+$entries,
}$(printf '    {"path":"%s","command":"%s %s","account":"%s","region":"%s","resource":"%s","time":"%s"}' \
		"$1" "$4" "$5" "$account" "$2" "$3" "$(date -u +%Y-%m-%dT%H:%M:%SZ)")"
}

# keep FILE REGION RESOURCE COMMAND... exports the answer of a command. REGION
# and RESOURCE may be empty.
keep() {
	file=$1 region=$2 resource=$3
	shift 3
	[ -z "$region" ] || set -- "$@" --region "$region"
	if run "$file" "$@" --output json; then
		note "$file" "$region" "$resource" "$1" "$2"
	elif [ -n "$none" ] && refused "$none"; then
		file=${file%.json}.txt
		printf '%s\n' "$error" >"$out/$file"
		note "$file" "$region" "$resource" "$1" "$2"
	else
		fail "$@"
	fi
}

# keep_or_none CODE FILE REGION RESOURCE COMMAND... does the same for a thing
# that need not exist: the error CODE, which says so, is kept in a text file.
keep_or_none() {
	none=$1
	shift
	keep "$@"
	none=
}

# list COMMAND... sets $words to the words that a command answers with.
list() {
	words=
	if run words.tmp "$@" --output text; then
		words=$(cat "$out/words.tmp")
		rm -f "$out/words.tmp"
	else
		fail "$@"
	fi
}

command -v aws >/dev/null || die "the AWS CLI is not installed"
[ ! -d "$out" ] || [ -z "$(ls -A "$out")" ] || die "$out is not empty; give a new folder"
account=$(aws sts get-caller-identity --query Account --output text) || die "AWS does not accept the credentials"
mkdir -p "$out" || die "cannot make $out"

keep authorization-details.json '' '' iam get-account-authorization-details
keep account-summary.json '' '' iam get-account-summary
keep account-aliases.json '' '' iam list-account-aliases
keep_or_none NoSuchEntity password-policy.json '' '' iam get-account-password-policy

# The report is made when it is asked for, which takes some seconds.
tries=0
words=STARTED
until [ "$words" = COMPLETE ] || [ -z "$words" ] || [ "$tries" -ge 60 ]; do
	[ "$tries" -eq 0 ] || sleep 2
	tries=$((tries + 1))
	list iam generate-credential-report --query State
done
keep credential-report.json '' '' iam get-credential-report

keep virtual-mfa-devices.json '' '' iam list-virtual-mfa-devices
keep server-certificates.json '' '' iam list-server-certificates
list iam list-users --query 'Users[].UserName'
for user in $words; do
	keep "mfa-devices-$user.json" '' "$user" iam list-mfa-devices --user-name "$user"
	keep "service-specific-credentials-$user.json" '' "$user" iam list-service-specific-credentials --user-name "$user"
done

keep contact-information.json '' '' account get-contact-information
for contact in SECURITY BILLING OPERATIONS; do
	keep_or_none ResourceNotFound "alternate-contact-$contact.json" '' "$contact" \
		account get-alternate-contact --alternate-contact-type "$contact"
done

keep_or_none AWSOrganizationsNotInUse organization.json '' '' organizations describe-organization
# Only the management account and delegated administrators are told.
if run organizations-features.json iam list-organizations-features --output json; then
	note organizations-features.json '' '' iam list-organizations-features
elif ! refused AccountNotManagement && ! refused OrganizationNot && ! refused ServiceAccessNotEnabled; then
	fail iam list-organizations-features
fi

keep regions.json '' '' ec2 describe-regions
list ec2 describe-regions --query 'Regions[].RegionName'
for here in $words; do
	keep "access-analyzers-$here.json" "$here" '' accessanalyzer list-analyzers
	list accessanalyzer list-analyzers --query 'analyzers[].arn' --region "$here"
	# An analyzer of the organization also finds things in other accounts.
	for analyzer in $words; do
		keep "access-analyzer-findings-$here-${analyzer##*/}.json" "$here" "$analyzer" \
			accessanalyzer list-findings-v2 --analyzer-arn "$analyzer" \
			--filter '{"status":{"eq":["ACTIVE"]},"resourceOwnerAccount":{"eq":["'"$account"'"]}}'
	done
	# CloudTrail keeps events for 90 days, each in the region of the call.
	keep "cloudtrail-root-$here.json" "$here" '' \
		cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root
done

cat >"$out/iamlint-export.json" <<MANIFEST
{
  "schemaVersion": 1,
  "tool": "iamlint export-commands",
  "account": "$account",
  "files": [
$entries
  ]
}
MANIFEST

printf '\nExported account %s to %s\n' "$account" "$out" >&2
if [ -n "$failures" ]; then
	printf 'These commands failed, so that some rules cannot be evaluated:\n%s' "$failures" >&2
	exit 1
fi
