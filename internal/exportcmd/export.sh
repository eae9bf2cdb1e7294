#!/bin/sh
# Exports what iamlint reads of an AWS account, with read-only commands of the
# AWS CLI:
#
#   sh export.sh [FOLDER]
#
# FOLDER, iamlint-export when none is given, must be new or empty. Two variables
# of the environment leave things out:
#
#   IAMLINT_REGIONS  the regions to export, apart by blanks; all enabled ones
#                    when it is not set
#   IAMLINT_SKIP     parts to skip, apart by blanks, of: organization,
#                    last-accessed, resources, workloads
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
unknown=  # services that this AWS CLI does not know
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
		/[Ii]nvalid choice/ && !found { found = $0 }
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
	file=$1 where=$2 resource=$3
	shift 3
	[ -z "$where" ] || set -- "$@" --region "$where"
	if run "$file" "$@" --output json; then
		# Some commands print nothing when there is no such thing.
		if [ -s "$out/$file" ]; then
			note "$file" "$where" "$resource" "$1" "$2"
		else
			rm -f "$out/$file"
		fi
	elif [ -n "$none" ] && refused "$none"; then
		file=${file%.json}.txt
		printf '%s\n' "$error" >"$out/$file"
		note "$file" "$where" "$resource" "$1" "$2"
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

# answer sets $words to the words of the last answer in text.
answer() {
	words=$(tr '\t\n' '  ' <"$out/words.tmp")
	words=${words% }
	rm -f "$out/words.tmp"
	[ "$words" != None ] || words=
}

# list COMMAND... sets $words to the words that a command answers with.
list() {
	words=
	if run words.tmp "$@" --output text; then
		answer
	else
		fail "$@"
	fi
}

# here COMMAND... does the same in the region $region, for a service that need
# not exist there. What this AWS CLI does not know is asked for only once.
here() {
	words=
	case " $unknown " in
	*" $1 "*) return ;;
	esac
	if run words.tmp "$@" --region "$region" --output text; then
		answer
		return
	fi
	case $error in
	*'Could not connect to the endpoint URL'*) ;;
	*[Ii]'nvalid choice'*)
		unknown="$unknown $1"
		fail "$@"
		;;
	*) fail "$@" --region "$region" ;;
	esac
}

# name PREFIX RESOURCE sets $name to a file name for a resource that no other has.
name() {
	name=$1-$(printf '%s' "$2" | tr -c 'A-Za-z0-9._+=,@-' _)
	while [ -e "$out/$name.json" ] || [ -e "$out/$name.txt" ]; do
		name=${name}_
	done
	name=$name.json
}

# keep_each PREFIX COMMAND... exports, for each of $words, the answer of a
# command that ends in its option for it. $none is the error that says that
# there is no such thing.
keep_each() {
	prefix=$1
	shift
	for word in $words; do
		name "$prefix-$region" "${word##*[:/]}"
		keep "$name" "$region" "$word" "$@" "$word"
	done
	none=
}

# skipped PART says whether a part is not wanted.
skipped() {
	case " ${IAMLINT_SKIP-} " in
	*" $1 "*) return 0 ;;
	esac
	return 1
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

keep roles.json '' '' iam list-roles
keep oidc-providers.json '' '' iam list-open-id-connect-providers
keep saml-providers.json '' '' iam list-saml-providers
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

# organization exports the structure and the policies of the organization.
organization() {
	keep trusted-services.json '' '' organizations list-aws-service-access-for-organization
	keep_or_none ResourcePolicyNotFound delegation-policy.json '' '' organizations describe-resource-policy
	keep delegated-administrators.json '' '' organizations list-delegated-administrators
	list organizations list-delegated-administrators --query 'DelegatedAdministrators[].Id'
	for id in $words; do
		keep "delegated-services-$id.json" '' "$id" organizations list-delegated-services-for-account --account-id "$id"
	done

	list organizations list-roots --query 'Roots[].Id'
	parents=$words
	while [ -n "$parents" ]; do
		children=
		for parent in $parents; do
			list organizations list-accounts-for-parent --parent-id "$parent" --query 'Accounts[].Id'
			[ -z "$words" ] || keep "accounts-$parent.json" '' "$parent" organizations list-accounts-for-parent --parent-id "$parent"
			keep "units-$parent.json" '' "$parent" organizations list-organizational-units-for-parent --parent-id "$parent"
			list organizations list-organizational-units-for-parent --parent-id "$parent" --query 'OrganizationalUnits[].Id'
			children="$children $words"
		done
		parents=$(printf '%s ' $children)
		parents=${parents% }
	done

	for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY TAG_POLICY AISERVICES_OPT_OUT_POLICY; do
		keep "organization-policies-$type.json" '' "$type" organizations list-policies --filter "$type"
		list organizations list-policies --filter "$type" --query 'Policies[].Id'
		for id in $words; do
			keep "organization-policy-$id.json" '' "$id" organizations describe-policy --policy-id "$id"
			keep "organization-policy-targets-$id.json" '' "$id" organizations list-targets-for-policy --policy-id "$id"
		done
	done
}

if ! skipped organization && [ -f "$out/organization.json" ]; then
	for type in TAG_POLICY AISERVICES_OPT_OUT_POLICY; do
		keep_or_none EffectivePolicyNotFound "effective-policy-$type.json" '' "$type" \
			organizations describe-effective-policy --policy-type "$type"
	done
	list organizations describe-organization --query Organization.MasterAccountId
	# Members are refused, apart from delegated administrators.
	if run organization-roots.json organizations list-roots --output json; then
		note organization-roots.json '' '' organizations list-roots
		organization
	elif [ "$words" = "$account" ] || ! refused AccessDenied; then
		fail organizations list-roots
	fi
fi

# last_accessed TYPE ARN... asks for the reports of principals, then waits for them.
last_accessed() {
	type=$1
	shift
	jobs=
	for principal; do
		case $principal in *:role/aws-service-role/*) continue ;; esac
		list iam generate-service-last-accessed-details --arn "$principal" --granularity ACTION_LEVEL --query JobId
		jobs="$jobs $words=$principal"
	done
	for job in $jobs; do
		principal=${job#*=} job=${job%%=*} tries=0
		[ -n "$job" ] || continue
		words=IN_PROGRESS
		until [ "$words" != IN_PROGRESS ] || [ "$tries" -ge 60 ]; do
			[ "$tries" -eq 0 ] || sleep 2
			tries=$((tries + 1))
			list iam get-service-last-accessed-details --job-id "$job" --query JobStatus
		done
		[ "$words" != COMPLETED ] || keep "service-last-accessed-$type-${principal##*/}.json" '' "$principal" \
			iam get-service-last-accessed-details --job-id "$job"
	done
}

if ! skipped last-accessed; then
	list iam list-users --query 'Users[].Arn'
	last_accessed user $words
	list iam list-roles --query 'Roles[].Arn'
	last_accessed role $words
fi

if ! skipped resources; then
	keep_or_none NoSuchPublicAccessBlockConfiguration public-access-block.json '' '' \
		s3control get-public-access-block --account-id "$account"
	list s3api list-buckets --query 'Buckets[].Name'
	for bucket in $words; do
		keep_or_none NoSuchBucketPolicy "bucket-policy-$bucket.json" '' "$bucket" s3api get-bucket-policy --bucket "$bucket"
		keep_or_none NoSuchPublicAccessBlockConfiguration "bucket-public-access-block-$bucket.json" '' "$bucket" \
			s3api get-public-access-block --bucket "$bucket"
		keep "bucket-acl-$bucket.json" '' "$bucket" s3api get-bucket-acl --bucket "$bucket"
	done
fi

# resources exports the policies of the resources in a region.
resources() {
	here s3control list-access-points --account-id "$account" --query 'AccessPointList[].Name'
	keep_each access-point s3control get-access-point --account-id "$account" --name
	none=NoSuchAccessPointPolicy
	keep_each access-point-policy s3control get-access-point-policy --account-id "$account" --name

	# The keys of AWS have policies that nobody can change.
	here kms list-aliases --query 'Aliases[?starts_with(AliasName,`alias/aws/`)].TargetKeyId'
	own=" $words "
	here kms list-keys --query 'Keys[].KeyArn'
	keys=
	for key in $words; do
		case $own in *" ${key##*/} "*) ;; *) keys="$keys $key" ;; esac
	done
	words=$keys
	keep_each key-policy kms get-key-policy --policy-name default --key-id

	here sqs list-queues --query 'QueueUrls[]'
	for queue in $words; do
		name "queue-$region" "${queue##*/}"
		keep "$name" "$region" "$arn:sqs:$region:$account:${queue##*/}" sqs get-queue-attributes --attribute-names QueueArn Policy --queue-url "$queue"
	done
	here sns list-topics --query 'Topics[].TopicArn'
	keep_each topic sns get-topic-attributes --topic-arn

	here lambda list-functions --query 'Functions[].FunctionName'
	none=ResourceNotFound
	keep_each function-policy lambda get-policy --function-name
	keep_each function-urls lambda list-function-url-configs --function-name

	here secretsmanager list-secrets --query 'SecretList[].ARN'
	keep_each secret-policy secretsmanager get-resource-policy --secret-id
	here ecr describe-repositories --query 'repositories[].repositoryName'
	none=RepositoryPolicyNotFound
	keep_each repository-policy ecr get-repository-policy --repository-name
	here dynamodb list-tables --query 'TableNames[]'
	tables=
	for table in $words; do
		tables="$tables $arn:dynamodb:$region:$account:table/$table"
	done
	words=$tables
	none=PolicyNotFound
	keep_each table-policy dynamodb get-resource-policy --resource-arn
	here backup list-backup-vaults --query 'BackupVaultList[].BackupVaultName'
	none=ResourceNotFound
	keep_each backup-vault-policy backup get-backup-vault-access-policy --backup-vault-name
	here apigateway get-rest-apis --query 'items[].id'
	[ -z "$words" ] || keep "rest-apis-$region.json" "$region" '' apigateway get-rest-apis
	here opensearch list-domain-names --query 'DomainNames[].DomainName'
	keep_each search-domain opensearch describe-domain --domain-name
	here glacier list-vaults --account-id "$account" --query 'VaultList[].VaultName'
	none=ResourceNotFound
	keep_each glacier-vault-policy glacier get-vault-access-policy --account-id "$account" --vault-name
	here efs describe-file-systems --query 'FileSystems[].FileSystemId'
	none=PolicyNotFound
	keep_each file-system-policy efs describe-file-system-policy --file-system-id
	here codeartifact list-domains --query 'domains[].name'
	none=ResourceNotFound
	keep_each package-domain-policy codeartifact get-domain-permissions-policy --domain
	here codeartifact list-repositories --query 'repositories[].join(`/`,[domainName,name])'
	for repository in $words; do
		name "package-repository-policy-$region" "${repository#*/}"
		keep_or_none ResourceNotFound "$name" "$region" "$arn:codeartifact:$region:$account:repository/$repository" \
			codeartifact get-repository-permissions-policy --domain "${repository%%/*}" --repository "${repository#*/}"
	done
	here sagemaker list-model-package-groups --query 'ModelPackageGroupSummaryList[].ModelPackageGroupName'
	none=ValidationException
	keep_each model-package-group-policy sagemaker get-model-package-group-policy --model-package-group-name
	here bedrock list-custom-models --query 'modelSummaries[].modelArn'
	none=ResourceNotFound
	keep_each model-policy bedrock get-resource-policy --resource-arn
	here bedrock-agentcore-control list-agent-runtimes --query 'agentRuntimes[].agentRuntimeArn'
	none=ResourceNotFound
	keep_each agent-runtime-policy bedrock-agentcore-control get-resource-policy --resource-arn
	here events list-event-buses --query 'EventBuses[].Name'
	keep_each event-bus events describe-event-bus --name
	keep_or_none EntityNotFound "glue-policy-$region.json" "$region" '' glue get-resource-policy
	here logs describe-resource-policies --query 'resourcePolicies[].policyName'
	[ -z "$words" ] || keep "logs-policies-$region.json" "$region" '' logs describe-resource-policies

	keep "vpc-endpoints-$region.json" "$region" '' ec2 describe-vpc-endpoints
	keep "endpoint-services-$region.json" "$region" '' ec2 describe-vpc-endpoint-service-configurations
	here ec2 describe-vpc-endpoint-service-configurations --query 'ServiceConfigurations[].ServiceId'
	keep_each endpoint-permissions ec2 describe-vpc-endpoint-service-permissions --service-id
}

# workloads exports what runs with roles in a region. Answers that may hold
# secrets, in the variables that programs get, are cut down to the roles.
workloads() {
	keep "instances-$region.json" "$region" '' ec2 describe-instances --filters Name=instance-state-name,Values=pending,running,stopping,stopped
	here lambda list-functions --query 'Functions[].FunctionName'
	[ -z "$words" ] || keep "functions-$region.json" "$region" '' lambda list-functions \
		--query '{Functions: Functions[].{FunctionName: FunctionName, FunctionArn: FunctionArn, Role: Role}}'
	here ecs list-task-definition-families --status ACTIVE --query 'families[]'
	keep_each task-definition ecs describe-task-definition \
		--query '{taskDefinition: taskDefinition.{family: family, taskDefinitionArn: taskDefinitionArn, taskRoleArn: taskRoleArn, executionRoleArn: executionRoleArn}}' \
		--task-definition
	here codebuild list-projects --query 'projects[]'
	keep_each build-project codebuild batch-get-projects --query '{projects: projects[].{name: name, arn: arn, serviceRole: serviceRole}}' --names
	here glue get-jobs --query 'Jobs[].Role'
	[ -z "$words" ] || keep "glue-jobs-$region.json" "$region" '' glue get-jobs --query '{Jobs: Jobs[].{Name: Name, Role: Role}}'
	here glue get-dev-endpoints --query 'DevEndpoints[].RoleArn'
	[ -z "$words" ] || keep "glue-dev-endpoints-$region.json" "$region" '' glue get-dev-endpoints \
		--query '{DevEndpoints: DevEndpoints[].{EndpointName: EndpointName, RoleArn: RoleArn}}'
	here cloudformation describe-stacks --query 'Stacks[].StackId'
	[ -z "$words" ] || keep "stacks-$region.json" "$region" '' cloudformation describe-stacks \
		--query '{Stacks: Stacks[].{StackName: StackName, StackId: StackId, StackStatus: StackStatus, RoleARN: RoleARN}}'
	here stepfunctions list-state-machines --query 'stateMachines[].stateMachineArn'
	keep_each state-machine stepfunctions describe-state-machine \
		--query '{stateMachineArn: stateMachineArn, name: name, roleArn: roleArn}' --state-machine-arn
	here sagemaker list-domains --query 'Domains[].DomainId'
	keep_each sagemaker-domain sagemaker describe-domain --domain-id
	here sagemaker list-notebook-instances --query 'NotebookInstances[].NotebookInstanceName'
	keep_each notebook sagemaker describe-notebook-instance --notebook-instance-name
	here bedrock-agent list-agents --query 'agentSummaries[].agentId'
	keep_each bedrock-agent bedrock-agent get-agent \
		--query '{agent: agent.{agentName: agentName, agentArn: agentArn, agentResourceRoleArn: agentResourceRoleArn, foundationModel: foundationModel, guardrailConfiguration: guardrailConfiguration}}' \
		--agent-id
	here bedrock-agentcore-control list-agent-runtimes --query 'agentRuntimes[].agentRuntimeId'
	keep_each agent-runtime bedrock-agentcore-control get-agent-runtime \
		--query '{agentRuntimeArn: agentRuntimeArn, agentRuntimeName: agentRuntimeName, roleArn: roleArn}' --agent-runtime-id
	here bedrock-agentcore-control list-code-interpreters --type CUSTOM --query 'codeInterpreterSummaries[].codeInterpreterId'
	keep_each code-interpreter bedrock-agentcore-control get-code-interpreter --code-interpreter-id
	here bedrock-agentcore-control list-browsers --type CUSTOM --query 'browserSummaries[].browserId'
	keep_each browser bedrock-agentcore-control get-browser --browser-id
	here rolesanywhere list-profiles --query 'profiles[].profileId'
	[ -z "$words" ] || keep "rolesanywhere-profiles-$region.json" "$region" '' rolesanywhere list-profiles
}

keep regions.json '' '' ec2 describe-regions
if [ -n "${IAMLINT_REGIONS-}" ]; then
	words=$IAMLINT_REGIONS
else
	list ec2 describe-regions --query 'Regions[].RegionName'
fi
for region in $words; do
	case $region in
	cn-*) arn=arn:aws-cn ;;
	us-gov-*) arn=arn:aws-us-gov ;;
	*) arn=arn:aws ;;
	esac
	keep "access-analyzers-$region.json" "$region" '' accessanalyzer list-analyzers
	list accessanalyzer list-analyzers --query 'analyzers[].arn' --region "$region"
	# An analyzer of the organization also finds things in other accounts.
	for analyzer in $words; do
		keep "access-analyzer-findings-$region-${analyzer##*/}.json" "$region" "$analyzer" \
			accessanalyzer list-findings-v2 --analyzer-arn "$analyzer" \
			--filter '{"status":{"eq":["ACTIVE"]},"resourceOwnerAccount":{"eq":["'"$account"'"]}}'
	done
	# CloudTrail keeps events for 90 days, each in the region of the call.
	keep "cloudtrail-root-$region.json" "$region" '' \
		cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root
	skipped resources || resources
	skipped workloads || workloads
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
