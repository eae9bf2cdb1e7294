package policy

// A Danger is a kind of harm that a grant can do. Dangers are bits.
type Danger uint32

// The dangers of actions that are granted without a limit on resources.
const (
	AnyResource                Danger = 1 << iota // the action could be limited to named resources
	InfrastructureModification                    // changes things (access level Write)
	PermissionsManagement                         // changes who may do what (access level Permissions management)
	CredentialsExposure                           // the answer holds credentials or tokens
	DataExfiltration                              // the answer holds the data itself
	DetectionTampering                            // stops or blinds logging and detection
	PassAnyRole                                   // gives any role to a service
	AssumeAnyRole                                 // takes any role that trusts the account
	AnyServiceLinkedRole                          // makes the service-linked role of any service
	DecryptAnyKey                                 // decrypts with any KMS key
	InvokeAnyModel                                // calls any foundation model
	InvokeAnyTool                                 // calls any function or state machine
	SubscribeAnyProduct                           // subscribes to products of the marketplace
	OpenAnyNotebook                               // opens notebooks and Studio profiles of others
	ImpersonateAnyUser                            // asks for tokens on behalf of a user id that the caller makes up
	ModelLoggingTampering                         // switches off the log of model calls
	BearerKeys                                    // makes or uses long-term Bedrock keys
	NearWildcard                                  // a pattern that looks specific and is not
	FullIAM                                       // every action of IAM
	FullKMS                                       // every action of KMS
	FullCloudTrail                                // every action of CloudTrail
	FullBedrock                                   // every action of Bedrock
	FullSageMaker                                 // every action of SageMaker
)

// limitable are dangers that a limit on resources takes away, so that an action
// that takes no resources is not to blame for "*".
// whole are the dangers of services of which everything is allowed.
var whole = map[string]Danger{"iam": FullIAM, "kms": FullKMS, "cloudtrail": FullCloudTrail, "bedrock": FullBedrock, "sagemaker": FullSageMaker}

const limitable = AnyResource | InfrastructureModification | PermissionsManagement | CredentialsExposure | DataExfiltration

// listed are the actions with a danger that their access level does not tell
// (Service Authorization Reference).
var listed = map[string]Danger{
	// Answers with credentials, tokens or a way to sign in.
	"bedrock-agentcore:GetResourceApiKey":                 CredentialsExposure,
	"bedrock-agentcore:GetResourceOauth2Token":            CredentialsExposure,
	"bedrock-agentcore:GetWorkloadAccessToken":            CredentialsExposure,
	"bedrock-agentcore:GetWorkloadAccessTokenForJWT":      CredentialsExposure,
	"codeartifact:GetAuthorizationToken":                  CredentialsExposure,
	"codepipeline:PollForJobs":                            CredentialsExposure,
	"cognito-identity:GetOpenIdTokenForDeveloperIdentity": CredentialsExposure,
	"connect:GetFederationToken":                          CredentialsExposure,
	"dsql:DbConnectAdmin":                                 CredentialsExposure,
	"ec2:GetPasswordData":                                 CredentialsExposure,
	"iam:CreateAccessKey":                                 CredentialsExposure,
	"iam:CreateLoginProfile":                              CredentialsExposure,
	"iam:CreateServiceSpecificCredential":                 CredentialsExposure | BearerKeys,
	"iam:ResetServiceSpecificCredential":                  CredentialsExposure,
	"iam:UpdateLoginProfile":                              CredentialsExposure,
	"lightsail:GetInstanceAccessDetails":                  CredentialsExposure,
	"lightsail:GetRelationalDatabaseMasterUserPassword":   CredentialsExposure,
	"mediapackage:RotateIngestEndpointCredentials":        CredentialsExposure,
	"rds-db:connect":                                      CredentialsExposure,
	"redshift:GetClusterCredentials":                      CredentialsExposure,
	"redshift:GetClusterCredentialsWithIAM":               CredentialsExposure,
	"redshift-serverless:GetCredentials":                  CredentialsExposure,
	"sts:GetFederationToken":                              CredentialsExposure,

	// Answers with data in bulk.
	"athena:GetQueryResults":                          DataExfiltration,
	"dynamodb:BatchGetItem":                           DataExfiltration,
	"dynamodb:ExportTableToPointInTime":               DataExfiltration,
	"dynamodb:GetItem":                                DataExfiltration,
	"dynamodb:GetRecords":                             DataExfiltration,
	"dynamodb:PartiQLSelect":                          DataExfiltration,
	"dynamodb:Query":                                  DataExfiltration,
	"dynamodb:Scan":                                   DataExfiltration,
	"ebs:GetSnapshotBlock":                            DataExfiltration,
	"glacier:GetJobOutput":                            DataExfiltration,
	"kinesis:GetRecords":                              DataExfiltration,
	"rds-data:ExecuteStatement":                       DataExfiltration,
	"redshift-data:ExecuteStatement":                  DataExfiltration,
	"s3:GetObject":                                    DataExfiltration,
	"s3:GetObjectVersion":                             DataExfiltration,
	"secretsmanager:GetSecretValue":                   DataExfiltration,
	"sqs:ReceiveMessage":                              DataExfiltration,
	"ssm:GetParameter":                                DataExfiltration,
	"ssm:GetParameterHistory":                         DataExfiltration,
	"ssm:GetParameters":                               DataExfiltration,
	"ssm:GetParametersByPath":                         DataExfiltration,
	"codecommit:GitPull":                              DataExfiltration,
	"lambda:GetFunction":                              DataExfiltration,
	"timestream:Select":                               DataExfiltration,
	"elasticmapreduce:GetPersistentAppUIPresignedURL": DataExfiltration,

	// Stops or blinds logging and detection.
	"access-analyzer:DeleteAnalyzer":                   DetectionTampering,
	"cloudtrail:DeleteEventDataStore":                  DetectionTampering,
	"cloudtrail:DeleteTrail":                           DetectionTampering,
	"cloudtrail:PutEventSelectors":                     DetectionTampering,
	"cloudtrail:StopEventDataStoreIngestion":           DetectionTampering,
	"cloudtrail:StopLogging":                           DetectionTampering,
	"cloudtrail:UpdateTrail":                           DetectionTampering,
	"config:DeleteConfigurationRecorder":               DetectionTampering,
	"config:DeleteDeliveryChannel":                     DetectionTampering,
	"config:StopConfigurationRecorder":                 DetectionTampering,
	"detective:DeleteGraph":                            DetectionTampering,
	"guardduty:DeleteDetector":                         DetectionTampering,
	"guardduty:DisassociateFromAdministratorAccount":   DetectionTampering,
	"guardduty:DisassociateFromMasterAccount":          DetectionTampering,
	"guardduty:StopMonitoringMembers":                  DetectionTampering,
	"guardduty:UpdateDetector":                         DetectionTampering,
	"inspector2:Disable":                               DetectionTampering,
	"macie2:DisableMacie":                              DetectionTampering,
	"securityhub:DisableSecurityHub":                   DetectionTampering,
	"securityhub:DisassociateFromAdministratorAccount": DetectionTampering,

	"iam:PassRole":                PassAnyRole,
	"sts:AssumeRole":              AssumeAnyRole,
	"iam:CreateServiceLinkedRole": AnyServiceLinkedRole,
	"kms:Decrypt":                 DecryptAnyKey,
	"kms:ReEncryptFrom":           DecryptAnyKey,

	// AI workloads.
	"aws-marketplace:Subscribe":                         SubscribeAnyProduct,
	"bedrock:CallWithBearerToken":                       BearerKeys,
	"bedrock:DeleteModelInvocationLoggingConfiguration": ModelLoggingTampering,
	"bedrock:InvokeModel":                               InvokeAnyModel,
	"bedrock:InvokeModelWithResponseStream":             InvokeAnyModel,
	"bedrock:PutModelInvocationLoggingConfiguration":    ModelLoggingTampering,
	"bedrock-agentcore:GetWorkloadAccessTokenForUserId": CredentialsExposure | ImpersonateAnyUser,
	"lambda:InvokeFunction":                             InvokeAnyTool,
	"sagemaker:CreatePresignedDomainUrl":                OpenAnyNotebook,
	"sagemaker:CreatePresignedNotebookInstanceUrl":      OpenAnyNotebook,
	"states:StartExecution":                             InvokeAnyTool,
	"states:StartSyncExecution":                         InvokeAnyTool,
}

// narrower are the resources of actions of which the reference names more than
// the action can work on.
var narrower = map[string][]resourcePattern{
	"iam:CreateServiceLinkedRole":           {{"*", "iam", "", "*", "role/aws-service-role/*"}},
	"bedrock:InvokeModel":                   {{"*", "bedrock", "*", "", "foundation-model/*"}},
	"bedrock:InvokeModelWithResponseStream": {{"*", "bedrock", "*", "", "foundation-model/*"}},
}

// telemetry are services to which everything writes what it does, under names
// that nobody knows beforehand.
var telemetry = map[string]bool{"logs": true, "xray": true, "cloudwatch": true, "ssmmessages": true, "ec2messages": true}

// named are actions on resources that take the name of their user, which those
// who write policies for all users leave open (IAM: Allows IAM users to manage
// their own MFA device).
var named = map[string]bool{"iam:CreateVirtualMFADevice": true, "iam:DeleteVirtualMFADevice": true}
