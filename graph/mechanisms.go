package graph

import "github.com/iamlint/iamlint/account"

// The ways to act as a user or role. To add one, add an entry here and its
// cases to testdata/mechanisms.tsv.
//
// Sources: the lists of paths that Covers names, and the required permissions
// of each action in the Service Authorization Reference.
var mechanisms = []Mechanism{
	{
		ID: assumeRole, Kind: OtherPrincipal, Covers: []string{"pathfinding:sts-001"},
		Does: "assumes %s", On: []string{"sts:AssumeRole"},
	},
	{
		ID: rewriteTrust, Kind: OtherPrincipal, Covers: []string{"pathfinding:iam-012", "extra:x-assume-role-update-assume-role-policy"},
		Does: "rewrites the trust policy of %s and assumes it", On: []string{"iam:UpdateAssumeRolePolicy"},
	},
	{
		ID: "create-access-key", Kind: OtherPrincipal, Covers: []string{"pathfinding:iam-002"},
		Does: "makes an access key for %s", On: []string{"iam:CreateAccessKey"}, User: true, Exists: "fewer than two access keys of that user",
		Shown: func(c *account.Credentials) bool { return !c.Keys[0].Exists() || !c.Keys[1].Exists() },
	},
	{
		ID: "replace-access-key", Kind: OtherPrincipal, Covers: []string{"pathfinding:iam-003"},
		Does: "deletes an access key of %s and makes another", On: []string{"iam:CreateAccessKey", "iam:DeleteAccessKey"}, User: true,
		Exists: "an access key of that user", Shown: func(c *account.Credentials) bool { return c.Keys[0].Exists() || c.Keys[1].Exists() },
	},
	{
		ID: "create-login-profile", Kind: OtherPrincipal, Covers: []string{"pathfinding:iam-004"},
		Does: "gives %s a console password", On: []string{"iam:CreateLoginProfile"}, User: true, Exists: "no console password of that user yet",
		Shown: func(c *account.Credentials) bool { return !c.PasswordEnabled.Value },
	},
	{
		ID: "update-login-profile", Kind: OtherPrincipal, Covers: []string{"pathfinding:iam-006"},
		Does: "sets the console password of %s", On: []string{"iam:UpdateLoginProfile"}, User: true, Exists: "a console password of that user",
		Shown: func(c *account.Credentials) bool { return c.PasswordEnabled.Value },
	},

	{
		ID: rewriteProvider, Kind: OtherPrincipal, Does: "replaces the metadata of a SAML provider that %s trusts and signs in to the role", On: []string{"iam:UpdateSAMLProvider"},
	},

	{
		ID: "apprunner-create", Kind: NewWorkload, Covers: []string{"pathfinding:apprunner-001"},
		Does: "runs an App Runner service with %s", Passes: []string{"tasks.apprunner.amazonaws.com"}, Needs: []string{"apprunner:CreateService"},
	},
	{
		ID: "cloudformation-stack", Kind: NewWorkload, Covers: []string{"pathfinding:cloudformation-001"},
		Does: "creates a stack that works with %s", Passes: []string{"cloudformation.amazonaws.com"}, Needs: []string{"cloudformation:CreateStack"},
	},
	{
		ID: "cloudformation-stackset", Kind: NewWorkload, Covers: []string{"pathfinding:cloudformation-003"}, Relay: true,
		Does: "creates a stack set that is administered with %s", Passes: []string{"cloudformation.amazonaws.com"},
		Needs: []string{"cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"},
	},
	{
		ID: "cloudformation-stackset-update", Kind: NewWorkload, Covers: []string{"pathfinding:cloudformation-004"}, Relay: true,
		Does: "changes a stack set and lets it be administered with %s", Passes: []string{"cloudformation.amazonaws.com"},
		Needs: []string{"cloudformation:UpdateStackSet"}, Exists: "a stack set with instances",
	},
	{
		ID: "codebuild-project", Kind: NewWorkload, Covers: []string{"pathfinding:codebuild-001"},
		Does: "creates a build project with %s and starts it", Passes: []string{"codebuild.amazonaws.com"}, Needs: []string{"codebuild:CreateProject", "codebuild:StartBuild"},
	},
	{
		ID: "codebuild-project-batch", Kind: NewWorkload, Covers: []string{"pathfinding:codebuild-004"},
		Does: "creates a build project with %s and starts a batch", Passes: []string{"codebuild.amazonaws.com"}, Needs: []string{"codebuild:CreateProject", "codebuild:StartBuildBatch"},
	},
	{
		ID: "datapipeline", Kind: NewWorkload, Covers: []string{"pathfinding:datapipeline-001"},
		Does: "runs a data pipeline with %s", Passes: []string{"datapipeline.amazonaws.com", "elasticmapreduce.amazonaws.com"},
		Needs: []string{"datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"},
	},
	{
		ID: "ec2-instance", Kind: NewWorkload, Covers: []string{"pathfinding:ec2-001"}, Profile: true,
		Does: "launches an instance with %s", Passes: []string{"ec2.amazonaws.com"}, Needs: []string{"ec2:RunInstances"},
	},
	{
		ID: "ec2-spot", Kind: NewWorkload, Covers: []string{"pathfinding:ec2-003"}, Profile: true,
		Does: "requests a spot instance with %s", Passes: []string{"ec2.amazonaws.com"}, Needs: []string{"ec2:RequestSpotInstances"},
	},
	{
		ID: "ec2-auto-scaling", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-create-auto-scaling"}, Profile: true,
		Does: "lets an Auto Scaling group launch instances with %s", Passes: []string{"ec2.amazonaws.com"},
		Needs: []string{"autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"},
	},
	{
		ID: "ec2-auto-scaling-update", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-update-auto-scaling"}, Profile: true,
		Does: "lets an existing Auto Scaling group launch instances with %s", Passes: []string{"ec2.amazonaws.com"},
		Needs: []string{"autoscaling:CreateLaunchConfiguration", "autoscaling:UpdateAutoScalingGroup"}, Exists: "an Auto Scaling group",
	},
	{
		ID: "ecs-cluster-service", Kind: NewWorkload, Covers: []string{"pathfinding:ecs-001"},
		Does: "runs a task with %s as a service of a new cluster", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"},
	},
	{
		ID: "ecs-cluster-task", Kind: NewWorkload, Covers: []string{"pathfinding:ecs-002"},
		Does: "runs a task with %s in a new cluster", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"},
	},
	{
		ID: "ecs-service", Kind: NewWorkload, Covers: []string{"pathfinding:ecs-003"},
		Does: "runs a task with %s as a service", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:RegisterTaskDefinition", "ecs:CreateService"}, Exists: "an ECS cluster",
	},
	{
		ID: "ecs-task", Kind: NewWorkload, Covers: []string{"pathfinding:ecs-004"},
		Does: "runs a task with %s", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:RegisterTaskDefinition", "ecs:RunTask"}, Exists: "an ECS cluster",
	},
	{
		ID: "ecs-start-task", Kind: NewWorkload, Covers: []string{"pathfinding:ecs-005"},
		Does: "starts a task with %s on a container instance", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:RegisterTaskDefinition", "ecs:StartTask"}, Exists: "an ECS cluster with a container instance",
	},
	{
		ID: "ecs-override-run", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-ecs-run-task"},
		Does: "runs an existing task definition with %s and a command of its own", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:RunTask"}, Exists: "an ECS cluster and a task definition",
	},
	{
		ID: "ecs-override-start", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-ecsstart-task-existing-cluster"},
		Does: "starts an existing task definition with %s and a command of its own", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:StartTask"}, Exists: "an ECS cluster with a container instance, and a task definition",
	},
	{
		ID: "ecs-own-instance", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-ecs-start-task"},
		Does: "registers a container instance and starts a task with %s on it", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance", "ecs:StartTask"}, Exists: "an ECS cluster and a task definition",
	},
	{
		ID: "glue-dev-endpoint", Kind: NewWorkload, Covers: []string{"pathfinding:glue-001"},
		Does: "opens a Glue development endpoint with %s", Passes: []string{"glue.amazonaws.com"}, Needs: []string{"glue:CreateDevEndpoint"},
	},
	{
		ID: "glue-job", Kind: NewWorkload, Covers: []string{"pathfinding:glue-003"},
		Does: "creates a Glue job with %s and starts it", Passes: []string{"glue.amazonaws.com"}, Needs: []string{"glue:CreateJob", "glue:StartJobRun"},
	},
	{
		ID: "glue-job-trigger", Kind: NewWorkload, Covers: []string{"pathfinding:glue-004"},
		Does: "creates a Glue job with %s and a trigger for it", Passes: []string{"glue.amazonaws.com"}, Needs: []string{"glue:CreateJob", "glue:CreateTrigger"},
	},
	{
		ID: "glue-job-update", Kind: NewWorkload, Covers: []string{"pathfinding:glue-005"},
		Does: "gives a Glue job %s and code of its own and starts it", Passes: []string{"glue.amazonaws.com"},
		Needs: []string{"glue:UpdateJob", "glue:StartJobRun"}, Exists: "a Glue job",
	},
	{
		ID: "glue-job-update-trigger", Kind: NewWorkload, Covers: []string{"pathfinding:glue-006"},
		Does: "gives a Glue job %s and code of its own and makes a trigger for it", Passes: []string{"glue.amazonaws.com"},
		Needs: []string{"glue:UpdateJob", "glue:CreateTrigger"}, Exists: "a Glue job",
	},
	{
		ID: "glue-session", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-glue-create-session-run-statement"},
		Does: "opens an interactive Glue session with %s and runs code in it", Passes: []string{"glue.amazonaws.com"},
		Needs: []string{"glue:CreateSession", "glue:RunStatement"},
	},
	{
		ID: "lambda-invoke", Kind: NewWorkload, Covers: []string{"pathfinding:lambda-001"},
		Does: "creates a Lambda function with %s and calls it", Passes: []string{"lambda.amazonaws.com"},
		Needs: []string{"lambda:CreateFunction", "lambda:InvokeFunction"},
	},
	{
		ID: "lambda-event-source", Kind: NewWorkload, Covers: []string{"pathfinding:lambda-002"},
		Does: "creates a Lambda function with %s that a stream or queue calls", Passes: []string{"lambda.amazonaws.com"},
		Needs: []string{"lambda:CreateFunction", "lambda:CreateEventSourceMapping"}, Exists: "a stream or queue that gets messages",
	},
	{
		ID: "lambda-permission", Kind: NewWorkload, Covers: []string{"pathfinding:lambda-006"},
		Does: "creates a Lambda function with %s and lets anybody call it", Passes: []string{"lambda.amazonaws.com"},
		Needs: []string{"lambda:CreateFunction", "lambda:AddPermission"},
	},
	{
		ID: "lambda-table", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-create-lambda-new-dynamo"},
		Does: "creates a Lambda function with %s that a new table calls", Passes: []string{"lambda.amazonaws.com"},
		Needs: []string{"lambda:CreateFunction", "lambda:CreateEventSourceMapping", "dynamodb:CreateTable", "dynamodb:PutItem"},
	},
	{
		ID: "codestar-project", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-code-star"},
		Does: "creates a CodeStar project with %s", Passes: []string{"codestar.amazonaws.com"}, Needs: []string{"codestar:CreateProject"},
	},
	{
		ID: "batch-job", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-batch-register-job-def-submit-job"},
		Does: "submits a Batch job with %s", Passes: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"batch:RegisterJobDefinition", "batch:SubmitJob"}, Exists: "a Batch job queue",
	},
	{
		ID: "braket-job", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-braket-create-job"},
		Does: "runs a Braket hybrid job with %s", Passes: []string{"braket.amazonaws.com"}, Needs: []string{"braket:CreateJob"},
	},
	{
		ID: "cognito-identity-pool", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-cognito-set-identity-pool-roles"},
		Does: "makes %s the role of an identity pool and signs in to it", Passes: []string{"cognito-identity.amazonaws.com"},
		Needs: []string{"cognito-identity:SetIdentityPoolRoles"}, Exists: "an identity pool that the role trusts",
	},
	{
		ID: "emr-cluster", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-emrrun-job-flow"}, Profile: true,
		Does: "runs an EMR cluster whose instances have %s", Passes: []string{"ec2.amazonaws.com"}, Needs: []string{"elasticmapreduce:RunJobFlow"},
	},
	{
		ID: "emr-serverless-job", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-emrserverless-create-app-start-job-run"},
		Does: "runs an EMR Serverless job with %s", Passes: []string{"emr-serverless.amazonaws.com"},
		Needs: []string{"emr-serverless:CreateApplication", "emr-serverless:StartJobRun"},
	},
	{
		ID: "gamelift-fleet", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-game-lift-create-build-create-fleet"},
		Does: "runs a GameLift fleet with %s", Passes: []string{"gamelift.amazonaws.com"},
		Needs: []string{"gamelift:CreateBuild", "gamelift:CreateFleet", "gamelift:RequestUploadCredentials"},
	},
	{
		ID: "image-builder", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-image-builder-create-component-create-image"}, Profile: true,
		Does: "builds an image on an instance with %s", Passes: []string{"ec2.amazonaws.com"},
		Needs: []string{"imagebuilder:CreateComponent", "imagebuilder:CreateImageRecipe", "imagebuilder:CreateInfrastructureConfiguration", "imagebuilder:CreateImage"},
	},
	{
		ID: "kinesis-analytics", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-kinesis-analytics-create-app-start-app"},
		Does: "runs a Managed Flink application with %s", Passes: []string{"kinesisanalytics.amazonaws.com"},
		Needs: []string{"kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"},
	},
	{
		ID: "omics-workflow", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-omics-create-workflow-start-run"},
		Does: "runs a HealthOmics workflow with %s and fetches what it writes", Passes: []string{"omics.amazonaws.com"},
		Needs: []string{"omics:CreateWorkflow", "omics:StartRun", "s3:GetObject"},
	},
	{
		ID: "scheduler", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-scheduler-create-schedule"},
		Does: "lets EventBridge Scheduler make calls with %s", Passes: []string{"scheduler.amazonaws.com"}, Needs: []string{"scheduler:CreateSchedule"},
	},
	{
		ID: "ssm-automation", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-ssmcreate-document-start-automation"},
		Does: "runs an automation of its own with %s", Passes: []string{"ssm.amazonaws.com"},
		Needs: []string{"ssm:CreateDocument", "ssm:StartAutomationExecution"},
	},
	{
		ID: "state-machine", Kind: NewWorkload, Covers: []string{"extra:x-pass-role-step-functions-create-state-machine-start-execution"},
		Does: "runs a state machine with %s", Passes: []string{"states.amazonaws.com"},
		Needs: []string{"states:CreateStateMachine", "states:StartExecution"},
	},

	{
		ID: "apprunner-update", Kind: ExistingWorkload, Covers: []string{"pathfinding:apprunner-002"},
		Does: "puts code of its own into an App Runner service that runs with %s", Runs: []string{"tasks.apprunner.amazonaws.com"},
		Needs: []string{"apprunner:UpdateService"}, Exists: "an App Runner service with that role",
	},
	{
		ID: "cloudformation-update", Kind: ExistingWorkload, Covers: []string{"pathfinding:cloudformation-002"},
		Does: "changes a stack that works with %s", Runs: []string{"cloudformation.amazonaws.com"}, Workload: account.StackWorkload,
		Needs: []string{"cloudformation:UpdateStack"}, Exists: "a stack with that role",
	},
	{
		ID: "cloudformation-change-set", Kind: ExistingWorkload, Covers: []string{"pathfinding:cloudformation-005"},
		Does: "changes a stack that works with %s by a change set", Runs: []string{"cloudformation.amazonaws.com"}, Workload: account.StackWorkload,
		Needs: []string{"cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"}, Exists: "a stack with that role",
	},
	{
		ID: "codebuild-start", Kind: ExistingWorkload, Covers: []string{"pathfinding:codebuild-002"},
		Does: "starts a build that runs with %s, with a build specification of its own", Runs: []string{"codebuild.amazonaws.com"}, Workload: account.BuildWorkload,
		Needs: []string{"codebuild:StartBuild"}, Exists: "a build project with that role",
	},
	{
		ID: "codebuild-start-batch", Kind: ExistingWorkload, Covers: []string{"pathfinding:codebuild-003"},
		Does: "starts a batch of builds that run with %s, with a build specification of its own", Runs: []string{"codebuild.amazonaws.com"}, Workload: account.BuildWorkload,
		Needs: []string{"codebuild:StartBuildBatch"}, Exists: "a build project with that role that takes batches",
	},
	{
		ID: "codedeploy-deployment", Kind: ExistingWorkload, Covers: []string{"extra:x-code-deploy-create-deployment"},
		Does: "deploys code of its own to instances that run with %s", Runs: []string{"ec2.amazonaws.com"}, Workload: account.InstanceWorkload,
		Needs:  []string{"codedeploy:CreateDeployment", "codedeploy:RegisterApplicationRevision", "codedeploy:GetDeploymentConfig"},
		Exists: "a deployment group of instances with that role",
	},
	{
		ID: "batch-submit", Kind: ExistingWorkload, Covers: []string{"extra:x-batch-submit-job"},
		Does: "submits a job that runs with %s, with a command of its own", Runs: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"batch:SubmitJob"}, Exists: "a job queue and a job definition with that role",
	},
	{
		ID: "ec2-instance-connect", Kind: ExistingWorkload, Covers: []string{"pathfinding:ec2instanceconnect-003"},
		Does: "signs in to an instance that runs with %s", Runs: []string{"ec2.amazonaws.com"}, Workload: account.InstanceWorkload,
		Needs: []string{"ec2-instance-connect:SendSSHPublicKey", "ec2:DescribeInstances"}, Exists: "a running instance with that role, to which port 22 is open",
	},
	{
		ID: "ec2-user-data", Kind: ExistingWorkload, Covers: []string{"pathfinding:ec2-002"},
		Does: "puts a script into the user data of an instance that runs with %s", Runs: []string{"ec2.amazonaws.com"}, Workload: account.InstanceWorkload,
		Needs: []string{"ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"}, Exists: "an instance with that role",
	},
	{
		ID: "ec2-launch-template", Kind: ExistingWorkload, Covers: []string{"pathfinding:ec2-004"},
		Does: "changes a launch template that names %s", Runs: []string{"ec2.amazonaws.com"},
		Needs: []string{"ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"}, Exists: "a launch template with that role from which instances are launched",
	},
	{
		ID: "ecs-execute-command", Kind: ExistingWorkload, Covers: []string{"extra:x-ecs-execute-command"},
		Does: "runs a command in a task that runs with %s", Runs: []string{"ecs-tasks.amazonaws.com"},
		Needs: []string{"ecs:ExecuteCommand", "ecs:DescribeTasks"}, Exists: "a running task with that role that takes commands",
	},
	{
		ID: "glue-dev-endpoint-update", Kind: ExistingWorkload, Covers: []string{"pathfinding:glue-002"},
		Does: "signs in to a Glue development endpoint that runs with %s", Runs: []string{"glue.amazonaws.com"}, Workload: account.GlueDevWorkload,
		Needs: []string{"glue:UpdateDevEndpoint"}, Exists: "a development endpoint with that role",
	},
	{
		ID: "lambda-code", Kind: ExistingWorkload, Covers: []string{"pathfinding:lambda-003"},
		Does: "puts code of its own into a Lambda function that runs with %s", Runs: []string{"lambda.amazonaws.com"}, Workload: account.LambdaWorkload,
		Needs: []string{"lambda:UpdateFunctionCode"}, Exists: "a function with that role that something calls",
	},
	{
		ID: "lambda-code-invoke", Kind: ExistingWorkload, Covers: []string{"pathfinding:lambda-004"},
		Does: "puts code of its own into a Lambda function that runs with %s and calls it", Runs: []string{"lambda.amazonaws.com"}, Workload: account.LambdaWorkload,
		Needs: []string{"lambda:UpdateFunctionCode", "lambda:InvokeFunction"}, Exists: "a function with that role",
	},
	{
		ID: "lambda-code-permission", Kind: ExistingWorkload, Covers: []string{"pathfinding:lambda-005"},
		Does: "puts code of its own into a Lambda function that runs with %s and lets anybody call it", Runs: []string{"lambda.amazonaws.com"}, Workload: account.LambdaWorkload,
		Needs: []string{"lambda:UpdateFunctionCode", "lambda:AddPermission"}, Exists: "a function with that role",
	},
	{
		ID: "lambda-configuration", Kind: ExistingWorkload, Covers: []string{"extra:x-lambda-update-function-configuration"},
		Does: "puts a layer of its own into a Lambda function that runs with %s", Runs: []string{"lambda.amazonaws.com"}, Workload: account.LambdaWorkload,
		Needs: []string{"lambda:UpdateFunctionConfiguration"}, Exists: "a function with that role that something calls",
	},
	{
		ID: "ssm-session", Kind: ExistingWorkload, Covers: []string{"pathfinding:ssm-001"},
		Does: "opens a session on an instance that runs with %s", Runs: []string{"ec2.amazonaws.com"}, Workload: account.InstanceWorkload,
		Needs: []string{"ssm:StartSession@instance"}, Exists: "a running instance with that role that Systems Manager manages",
	},
	{
		ID: "ssm-command", Kind: ExistingWorkload, Covers: []string{"pathfinding:ssm-002"},
		Does: "runs a command on an instance that runs with %s", Runs: []string{"ec2.amazonaws.com"}, Workload: account.InstanceWorkload,
		Needs: []string{"ssm:SendCommand@instance"}, Exists: "a running instance with that role that Systems Manager manages",
	},
	{
		ID: "state-machine-update", Kind: ExistingWorkload, Covers: []string{"extra:x-step-functions-update-state-machine-start-execution"},
		Does: "rewrites a state machine that runs with %s and starts it", Runs: []string{"states.amazonaws.com"}, Workload: account.StateWorkload,
		Needs: []string{"states:UpdateStateMachine", "states:StartExecution"}, Exists: "a state machine with that role",
	},

	{
		ID: "agentcore-interpreter", Kind: NewAIWorkload, Covers: []string{"pathfinding:bedrock-001"},
		Does: "creates a code interpreter with %s and runs code in it", Passes: []string{"bedrock-agentcore.amazonaws.com"},
		Needs: []string{"bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"},
	},
	{
		ID: "agentcore-runtime", Kind: NewAIWorkload, Covers: []string{"extra:x-pass-role-agent-core-create-runtime-invoke-runtime-command"},
		Does: "creates an agent runtime with %s and runs commands in it", Passes: []string{"bedrock-agentcore.amazonaws.com"},
		Needs: []string{"bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:CreateWorkloadIdentity", "bedrock-agentcore:InvokeAgentRuntimeCommand"},
	},
	{
		ID: "agentcore-harness", Kind: NewAIWorkload, Covers: []string{"extra:x-pass-role-agent-core-create-harness-invoke-runtime-command"},
		Does: "creates a harness with %s and runs commands in it", Passes: []string{"bedrock-agentcore.amazonaws.com"},
		Needs: []string{"bedrock-agentcore:CreateHarness", "bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:CreateAgentRuntimeEndpoint", "bedrock-agentcore:CreateWorkloadIdentity", "bedrock-agentcore:GetAgentRuntime", "bedrock-agentcore:InvokeAgentRuntimeCommand"},
	},
	{
		ID: "agentcore-browser", Kind: NewAIWorkload, Covers: []string{"extra:x-pass-role-agent-core-create-browser-connect-browser"},
		Does: "creates a browser tool with %s and steers it", Passes: []string{"bedrock-agentcore.amazonaws.com"},
		Needs: []string{"bedrock-agentcore:CreateBrowser", "bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"},
	},
	{
		ID: "sagemaker-notebook", Kind: NewAIWorkload, Covers: []string{"pathfinding:sagemaker-001"},
		Does: "creates a notebook instance with %s", Passes: []string{"sagemaker.amazonaws.com"}, Needs: []string{"sagemaker:CreateNotebookInstance"},
	},
	{
		ID: "sagemaker-training", Kind: NewAIWorkload, Covers: []string{"pathfinding:sagemaker-002"},
		Does: "runs a training job with %s", Passes: []string{"sagemaker.amazonaws.com"}, Needs: []string{"sagemaker:CreateTrainingJob"},
		Exists: "a bucket for the job's input and output",
	},
	{
		ID: "sagemaker-processing", Kind: NewAIWorkload, Covers: []string{"pathfinding:sagemaker-003"},
		Does: "runs a processing job with %s", Passes: []string{"sagemaker.amazonaws.com"}, Needs: []string{"sagemaker:CreateProcessingJob"},
		Exists: "a bucket for the job's input and output",
	},
	{
		ID: "sagemaker-tuning", Kind: NewAIWorkload,
		Does: "runs a tuning job with %s", Passes: []string{"sagemaker.amazonaws.com"}, Needs: []string{"sagemaker:CreateHyperParameterTuningJob"},
		Exists: "a bucket for the job's input and output",
	},
	{
		ID: "sagemaker-endpoint", Kind: NewAIWorkload,
		Does: "serves a model from a container of its own with %s", Passes: []string{"sagemaker.amazonaws.com"},
		Needs: []string{"sagemaker:CreateModel", "sagemaker:CreateEndpointConfig", "sagemaker:CreateEndpoint"},
	},
	{
		ID: "sagemaker-transform", Kind: NewAIWorkload,
		Does: "runs a transform job with a model from a container of its own and %s", Passes: []string{"sagemaker.amazonaws.com"},
		Needs: []string{"sagemaker:CreateModel", "sagemaker:CreateTransformJob"}, Exists: "a bucket for the job's input and output",
	},
	{
		ID: "sagemaker-pipeline", Kind: NewAIWorkload,
		Does: "runs a pipeline with %s", Passes: []string{"sagemaker.amazonaws.com"}, Needs: []string{"sagemaker:CreatePipeline", "sagemaker:StartPipelineExecution"},
	},
	{
		ID: "sagemaker-studio", Kind: NewAIWorkload,
		Does: "makes a user profile with %s in a SageMaker domain and opens it", Passes: []string{"sagemaker.amazonaws.com"},
		Needs: []string{"sagemaker:CreateUserProfile", "sagemaker:CreatePresignedDomainUrl"}, Exists: "a SageMaker domain",
	},

	{
		ID: "agentcore-interpreter-session", Kind: AISession, Covers: []string{"pathfinding:bedrock-002"},
		Does: "runs code in a code interpreter that works with %s", Runs: []string{"bedrock-agentcore.amazonaws.com"}, Workload: account.InterpretWorkload,
		Needs: []string{"bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"}, Exists: "a code interpreter with that role",
	},
	{
		ID: "agentcore-runtime-command", Kind: AISession, Covers: []string{"extra:x-agent-core-invoke-runtime-command"},
		Does: "runs commands in an agent runtime that works with %s", Runs: []string{"bedrock-agentcore.amazonaws.com"}, Workload: account.RuntimeWorkload,
		Needs: []string{"bedrock-agentcore:InvokeAgentRuntimeCommand"}, Exists: "an agent runtime with that role",
	},
	{
		ID: "agentcore-browser-session", Kind: AISession, Covers: []string{"extra:x-agent-core-browser-session-connect"},
		Does: "steers a browser tool that works with %s", Runs: []string{"bedrock-agentcore.amazonaws.com"}, Workload: account.BrowserWorkload,
		Needs: []string{"bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"}, Exists: "a browser tool with that role",
	},
	{
		ID: "sagemaker-notebook-url", Kind: AISession, Covers: []string{"pathfinding:sagemaker-004"},
		Does: "opens a notebook instance that runs with %s", Runs: []string{"sagemaker.amazonaws.com"}, Workload: account.NotebookWorkload,
		Needs: []string{"sagemaker:CreatePresignedNotebookInstanceUrl"}, Exists: "a notebook instance with that role",
	},
	{
		ID: "sagemaker-studio-url", Kind: AISession,
		Does: "opens a user profile of a SageMaker domain that works with %s", Runs: []string{"sagemaker.amazonaws.com"},
		Needs: []string{"sagemaker:CreatePresignedDomainUrl"}, Exists: "a user profile with that role",
	},
	{
		ID: "sagemaker-notebook-lifecycle", Kind: AISession, Covers: []string{"pathfinding:sagemaker-005"},
		Does: "puts a start script into a notebook instance that runs with %s", Runs: []string{"sagemaker.amazonaws.com"}, Workload: account.NotebookWorkload,
		Needs: []string{
			"sagemaker:UpdateNotebookInstance", "sagemaker:StopNotebookInstance", "sagemaker:StartNotebookInstance", "sagemaker:CreateNotebookInstanceLifecycleConfig",
		},
		Exists: "a notebook instance with that role",
	},
}

// The ways to make a principal administrator.
var grants = []Grant{
	{
		ID: "attach-user-policy", Covers: []string{"pathfinding:iam-008"}, Action: "iam:AttachUserPolicy", On: theUser, Does: "attaches AdministratorAccess to %s",
		With: map[string]string{"create-access-key": "pathfinding:iam-015"},
	},
	{
		ID: "put-user-policy", Covers: []string{"pathfinding:iam-007"}, Action: "iam:PutUserPolicy", On: theUser, Does: "writes a policy for everything into %s",
		With: map[string]string{"create-access-key": "pathfinding:iam-018"},
	},
	{
		ID: "attach-role-policy", Covers: []string{"pathfinding:iam-009"}, Action: "iam:AttachRolePolicy", On: theRole, Does: "attaches AdministratorAccess to %s",
		With: map[string]string{assumeRole: "pathfinding:iam-014", rewriteTrust: "pathfinding:iam-019"},
	},
	{
		ID: "put-role-policy", Covers: []string{"pathfinding:iam-005"}, Action: "iam:PutRolePolicy", On: theRole, Does: "writes a policy for everything into %s",
		With: map[string]string{assumeRole: "pathfinding:iam-017", rewriteTrust: "pathfinding:iam-021"},
	},
	{
		ID: "create-policy-version", Covers: []string{"pathfinding:iam-001"}, Action: "iam:CreatePolicyVersion", On: itsPolicies, Does: "makes a version of %s that allows everything",
		With: map[string]string{assumeRole: "pathfinding:iam-016", rewriteTrust: "pathfinding:iam-020"},
	},
	{ID: "attach-group-policy", Covers: []string{"pathfinding:iam-010"}, Action: "iam:AttachGroupPolicy", On: itsGroups, Does: "attaches AdministratorAccess to %s"},
	{ID: "put-group-policy", Covers: []string{"pathfinding:iam-011"}, Action: "iam:PutGroupPolicy", On: itsGroups, Does: "writes a policy for everything into %s"},
	{ID: "add-user-to-group", Covers: []string{"pathfinding:iam-013"}, Action: "iam:AddUserToGroup", On: strongerGroups, Does: "joins %s"},
	{
		ID: "attach-other-group", First: "iam:AttachGroupPolicy", Action: joinGroup, On: otherGroups, Does: "attaches AdministratorAccess to %s and joins it",
	},
	{
		ID: "put-other-group", First: "iam:PutGroupPolicy", Action: joinGroup, On: otherGroups, Does: "writes a policy for everything into %s and joins it",
	},
	{
		ID: "set-default-policy-version", Kind: PolicyRollback, Covers: []string{"extra:x-set-default-policy-version"},
		Action: "iam:SetDefaultPolicyVersion", On: oldVersions, Does: "puts an older version of %s into force that allows everything",
	},
	{
		ID: "delete-user-boundary", Kind: BoundaryRemoval, Covers: []string{"extra:x-delete-user-permissions-boundary"},
		Action: "iam:DeleteUserPermissionsBoundary", On: userBoundary, Does: "takes the permissions boundary off %s",
	},
	{
		ID: "delete-role-boundary", Kind: BoundaryRemoval, Action: "iam:DeleteRolePermissionsBoundary", On: roleBoundary, Does: "takes the permissions boundary off %s",
		With: map[string]string{assumeRole: "extra:x-assume-role-delete-role-permissions-boundary"},
	},
	{ID: "put-user-boundary", Kind: BoundaryRemoval, Action: "iam:PutUserPermissionsBoundary", On: userBoundary, Does: "replaces the permissions boundary of %s"},
	{ID: "put-role-boundary", Kind: BoundaryRemoval, Action: "iam:PutRolePermissionsBoundary", On: roleBoundary, Does: "replaces the permissions boundary of %s"},
	{ID: "rewrite-boundary", Kind: BoundaryRemoval, Action: "iam:CreatePolicyVersion", On: boundaryPolicy, Does: "makes a version of %s, the permissions boundary, that allows everything"},
}

// The ways to become administrator through IAM Identity Center.
var permissionSets = []Mechanism{
	{
		ID: "create-permission-set", Kind: PermissionSet, Covers: []string{"extra:x-ssocreate-permission-set-create-account-assignment-attach-managed-policy"},
		Does:   "creates a permission set with AdministratorAccess and assigns it to itself",
		Needs:  []string{"sso:CreatePermissionSet", "sso:AttachManagedPolicyToPermissionSet", "sso:CreateAccountAssignment"},
		Exists: "a user of its own in IAM Identity Center",
	},
	{
		ID: "attach-to-permission-set", Kind: PermissionSet, Covers: []string{"extra:x-sso-attach-managed-policy-to-permission-set"},
		Does: "attaches AdministratorAccess to a permission set", Needs: []string{"sso:AttachManagedPolicyToPermissionSet"}, Exists: "a permission set that it is assigned",
	},
	{
		ID: "write-permission-set", Kind: PermissionSet, Covers: []string{"extra:x-sso-put-inline-policy-to-permission-set"},
		Does: "writes a policy for everything into a permission set", Needs: []string{"sso:PutInlinePolicyToPermissionSet"}, Exists: "a permission set that it is assigned",
	},
}
