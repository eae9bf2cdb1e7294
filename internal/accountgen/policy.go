package accountgen

import (
	"strconv"
	"time"
)

type managedPolicy struct {
	PolicyName                    string
	PolicyID                      string `json:"PolicyId"`
	Arn                           string
	Path                          string
	DefaultVersionID              string `json:"DefaultVersionId"`
	AttachmentCount               int
	PermissionsBoundaryUsageCount int
	IsAttachable                  bool
	CreateDate                    string
	UpdateDate                    string
	PolicyVersionList             []policyVersion
}

type policyVersion struct {
	Document         document
	VersionID        string `json:"VersionId"`
	IsDefaultVersion bool
	CreateDate       string
}

func (a *account) policy(i int) managedPolicy {
	r := a.random("policy", i)
	ref := policyRef{ownPolicy, i}
	name := a.policyNames[i]
	created := a.ago(r, 400, 2200)
	made := managedPolicy{
		PolicyName: name, PolicyID: r.uniqueID("ANPA"), Arn: a.arn("policy", "/", name), Path: "/",
		AttachmentCount: a.plan.attachments[ref], PermissionsBoundaryUsageCount: a.plan.boundaries[ref],
		IsAttachable: true, CreateDate: stamp(created),
	}
	versions := []int{1, 1, 1, 2, 2, 3, 4, 5, 5}[r.IntN(9)]
	newest := versions + []int{0, 0, 0, 3, 9}[r.IntN(5)]
	inForce := newest
	if r.percent(7) {
		inForce -= r.IntN(versions) // rolled back
	}
	made.DefaultVersionID = "v" + strconv.Itoa(inForce)
	statements := []int{1, 2, 2, 3, 3, 4, 5, 6, 8}[r.IntN(9)]
	for n := newest; n > newest-versions; n-- {
		doc := a.document(r, statements)
		if n == inForce {
			doc = a.spoil(r, a.plan.policyProblem[i], doc, statements)
		}
		made.PolicyVersionList = append(made.PolicyVersionList, policyVersion{
			Document: doc, VersionID: "v" + strconv.Itoa(n), IsDefaultVersion: n == inForce,
			CreateDate: stamp(created.AddDate(0, 0, 10*n)),
		})
	}
	made.UpdateDate = made.PolicyVersionList[0].CreateDate
	return made
}

// spoil puts the problem of a policy in its document.
func (a *account) spoil(r random, problem string, doc document, statements int) document {
	switch problem {
	case policyAdminWildcard:
		return a.documentWith(r, statement{Sid: "Everything", Effect: "Allow", Action: r.scalar([]string{"*"}), Resource: "*"}, statements)
	case policyServiceWildcard:
		name := r.pick([]string{"dynamodb", "ec2", "s3", "sqs"})
		return a.documentWith(r, statement{Sid: "WholeService", Effect: "Allow", Action: r.scalar([]string{name + ":*"}), Resource: "*"}, statements)
	}
	return doc
}

// An awsManagedPolicy is a policy of AWS. The documents are cut down; their form
// is that of the originals.
type awsManagedPolicy struct {
	name, path string
	document   document
}

func (p awsManagedPolicy) arn() string { return "arn:aws:iam::aws:policy" + p.path + p.name }

func allow(actions ...string) document {
	return newDocument(statement{Effect: "Allow", Action: actions, Resource: "*"})
}

var awsManaged = []awsManagedPolicy{
	{"AdministratorAccess", "/", newDocument(statement{Effect: "Allow", Action: "*", Resource: "*"})},
	{"AWSLambdaBasicExecutionRole", "/service-role/", allow("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")},
	{"AmazonEC2ContainerRegistryReadOnly", "/", allow("ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage")},
	{"AmazonSSMManagedInstanceCore", "/", allow("ssm:DescribeAssociation", "ssm:GetManifest", "ssm:ListAssociations", "ssm:PutInventory", "ssm:UpdateInstanceInformation")},
	{"CloudWatchAgentServerPolicy", "/", allow("cloudwatch:PutMetricData", "ec2:DescribeTags", "ec2:DescribeVolumes", "logs:DescribeLogGroups", "logs:PutLogEvents")},
	{"SecurityAudit", "/", allow(describing()...)},
}

// administrator is AdministratorAccess.
var administrator = policyRef{awsPolicy, 0}

// describing are the actions that look at the settings of every service.
func describing() []string {
	var actions []string
	for _, s := range services {
		actions = append(actions, s.name+":Describe*", s.name+":List*")
	}
	return actions
}

func (a *account) awsManagedPolicy(index int) managedPolicy {
	p := awsManaged[index]
	created := stamp(time.Date(2015, time.February, 6, 18, 39, 46, 0, time.UTC))
	return managedPolicy{
		PolicyName: p.name, PolicyID: a.random("policy of AWS", index).uniqueID("ANPA"), Arn: p.arn(), Path: p.path,
		DefaultVersionID: "v1", AttachmentCount: a.plan.attachments[policyRef{awsPolicy, index}],
		IsAttachable: true, CreateDate: created, UpdateDate: created,
		PolicyVersionList: []policyVersion{{p.document, "v1", true, created}},
	}
}
