package accountgen

// A service is what policies of the account say about one AWS service. In the
// resources $R stands for the region, $A for the account, $N for a name and
// $U for a UUID.
type service struct {
	name      string
	reads     []string // on the resources
	lists     []string // on no resource in particular
	writes    []string // on the resources
	resources []string
}

// services hold no action that lets its holder gain further rights.
var services = []service{
	{
		"cloudwatch",
		[]string{"GetDashboard", "GetInsightRuleReport"},
		[]string{"DescribeAlarms", "GetMetricData", "ListMetrics"},
		[]string{"PutMetricAlarm", "SetAlarmState"},
		[]string{"arn:aws:cloudwatch:$R:$A:alarm:$N-*"},
	},
	{
		"dynamodb",
		[]string{"BatchGetItem", "DescribeTable", "GetItem", "Query", "Scan"},
		[]string{"ListTables"},
		[]string{"BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"},
		[]string{"arn:aws:dynamodb:$R:$A:table/$N", "arn:aws:dynamodb:$R:$A:table/$N/index/*"},
	},
	{
		"ec2",
		[]string{"GetConsoleOutput", "GetConsoleScreenshot"},
		[]string{"DescribeImages", "DescribeInstances", "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"},
		[]string{"RebootInstances", "StartInstances", "StopInstances"},
		[]string{"arn:aws:ec2:$R:$A:instance/*"},
	},
	{
		"ecr",
		[]string{"BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"},
		[]string{"GetAuthorizationToken"},
		[]string{"CompleteLayerUpload", "InitiateLayerUpload", "PutImage", "UploadLayerPart"},
		[]string{"arn:aws:ecr:$R:$A:repository/$N"},
	},
	{
		"ecs",
		[]string{"DescribeServices", "DescribeTasks"},
		[]string{"ListClusters", "ListTaskDefinitions"},
		[]string{"StopTask", "UpdateService"},
		[]string{"arn:aws:ecs:$R:$A:service/$N/*", "arn:aws:ecs:$R:$A:task/$N/*"},
	},
	{
		"events",
		[]string{"DescribeRule", "ListTargetsByRule"},
		[]string{"ListRules"},
		[]string{"DisableRule", "EnableRule"},
		[]string{"arn:aws:events:$R:$A:rule/$N"},
	},
	{
		"kinesis",
		[]string{"DescribeStreamSummary", "GetRecords", "GetShardIterator"},
		[]string{"ListStreams"},
		[]string{"PutRecord", "PutRecords"},
		[]string{"arn:aws:kinesis:$R:$A:stream/$N"},
	},
	{
		"kms",
		[]string{"Decrypt", "DescribeKey"},
		[]string{"ListAliases"},
		[]string{"Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"},
		[]string{"arn:aws:kms:$R:$A:key/$U"},
	},
	{
		"logs",
		[]string{"DescribeLogStreams", "FilterLogEvents", "GetLogEvents"},
		[]string{"DescribeLogGroups"},
		[]string{"CreateLogStream", "PutLogEvents"},
		[]string{"arn:aws:logs:$R:$A:log-group:/aws/lambda/$N:*", "arn:aws:logs:$R:$A:log-group:/ecs/$N:*"},
	},
	{
		"rds",
		[]string{"ListTagsForResource"},
		[]string{"DescribeDBClusters", "DescribeDBInstances"},
		[]string{"CreateDBSnapshot", "StartDBInstance", "StopDBInstance"},
		[]string{"arn:aws:rds:$R:$A:db:$N"},
	},
	{
		"s3",
		[]string{"GetBucketLocation", "GetObject", "GetObjectTagging", "GetObjectVersion", "ListBucket"},
		[]string{"ListAllMyBuckets"},
		[]string{"AbortMultipartUpload", "DeleteObject", "PutObject", "PutObjectTagging"},
		[]string{"arn:aws:s3:::$N", "arn:aws:s3:::$N/*", "arn:aws:s3:::$N/incoming/*"},
	},
	{
		"secretsmanager",
		[]string{"DescribeSecret", "GetSecretValue"},
		[]string{"ListSecrets"},
		[]string{"PutSecretValue", "RotateSecret"},
		[]string{"arn:aws:secretsmanager:$R:$A:secret:$N-*"},
	},
	{
		"sns",
		[]string{"GetTopicAttributes", "ListSubscriptionsByTopic"},
		[]string{"ListTopics"},
		[]string{"Publish", "Subscribe"},
		[]string{"arn:aws:sns:$R:$A:$N"},
	},
	{
		"sqs",
		[]string{"GetQueueAttributes", "GetQueueUrl", "ReceiveMessage"},
		[]string{"ListQueues"},
		[]string{"ChangeMessageVisibility", "DeleteMessage", "SendMessage"},
		[]string{"arn:aws:sqs:$R:$A:$N"},
	},
	{
		"ssm",
		[]string{"GetParameter", "GetParameters", "GetParametersByPath"},
		[]string{"DescribeParameters"},
		[]string{"DeleteParameter", "PutParameter"},
		[]string{"arn:aws:ssm:$R:$A:parameter/$N/*"},
	},
	{
		"states",
		[]string{"DescribeExecution", "GetExecutionHistory"},
		[]string{"ListStateMachines"},
		[]string{"StartExecution", "StopExecution"},
		[]string{"arn:aws:states:$R:$A:stateMachine:$N", "arn:aws:states:$R:$A:execution:$N:*"},
	},
}

var (
	regions      = []string{"us-east-1", "us-east-1", "us-east-1", "eu-west-1", "eu-central-1", "us-west-2", "ap-southeast-2"}
	teams        = []string{"billing", "catalog", "checkout", "compliance", "data", "fraud", "identity", "ledger", "logistics", "mobile", "payments", "platform", "pricing", "reporting", "search", "support", "web"}
	parts        = []string{"api", "archive", "batch", "cache", "events", "export", "gateway", "import", "indexer", "notifier", "proxy", "scheduler", "stream", "sync", "worker"}
	environments = []string{"prod", "prod", "staging", "dev", "sandbox"}
	duties       = []string{"analysts", "developers", "on-call", "operators", "readers"}
	purposes     = []string{"access", "deploy", "read", "write"}
	offices      = []string{"Berlin", "Lisboa", "München", "Reykjavík", "Seattle", "東京"}
	givenNames   = []string{"ana", "ben", "chen", "dara", "eli", "fatima", "goran", "hana", "ivan", "jo", "kofi", "lena", "mika", "noor", "omar", "priya", "rosa", "sam", "tomas", "uma", "viktor", "wei", "yuki", "zoe"}
	familyNames  = []string{"abe", "berg", "costa", "diaz", "evans", "fischer", "garcia", "hansen", "ito", "jones", "kim", "lopez", "moreau", "nowak", "okafor", "patel", "rossi", "silva", "tanaka", "varga", "weber", "xu", "young"}

	// trustedServices take on roles; some do so more often than others.
	trustedServices = []string{"lambda", "lambda", "lambda", "ec2", "ec2", "ecs-tasks", "ecs-tasks", "codebuild", "states", "events", "glue", "firehose", "backup"}

	// linkedServices own a service-linked role, called AWSServiceRoleFor and the value.
	linkedServices = []string{"autoscaling", "ecs", "elasticloadbalancing", "rds", "support", "trustedadvisor"}
	linkedRoles    = map[string]string{
		"autoscaling": "AutoScaling", "ecs": "ECS", "elasticloadbalancing": "ElasticLoadBalancing",
		"rds": "RDS", "support": "Support", "trustedadvisor": "TrustedAdvisor",
	}
)
