package account

// A PublicAccessBlock is the S3 Block Public Access setting of an account, a
// bucket or an access point.
type PublicAccessBlock struct {
	File *File
	Span Span // of the PublicAccessBlockConfiguration object, or of the error text

	// Of is account, bucket or access point; "" when neither the answer nor a
	// manifest tells.
	Of   string
	Name string // of the bucket or access point

	// Missing says that there is no setting (NoSuchPublicAccessBlockConfiguration):
	// all four are off.
	Missing bool

	BlockACLs      Bool // new public ACLs are refused
	IgnoreACLs     Bool // public ACLs that are there have no effect
	BlockPolicy    Bool // new public policies are refused
	RestrictPolicy Bool // a public policy lets in the account and AWS services only
}

// At is the place of the setting.
func (b *PublicAccessBlock) At() Place { return b.File.At(b.Span) }

// PublicAccessBlocks are those that exports tell of.
type PublicAccessBlocks struct{ List []*PublicAccessBlock }

// Account is the account's own setting, nil when not exported.
func (b *PublicAccessBlocks) Account() *PublicAccessBlock { return b.find("account", "") }

// Bucket is the setting of a bucket, nil when not exported.
func (b *PublicAccessBlocks) Bucket(name string) *PublicAccessBlock { return b.find("bucket", name) }

func (b *PublicAccessBlocks) find(of, name string) *PublicAccessBlock {
	if b == nil {
		return nil
	}
	for _, block := range b.List {
		if block.Of == of && block.Name == name {
			return block
		}
	}
	return nil
}

// RestrictsPolicy says whether a public policy of the bucket has no effect for
// the public: the strictest of the account's and the bucket's setting holds.
func (b *PublicAccessBlocks) RestrictsPolicy(bucket string) bool {
	account, own := b.Account(), b.Bucket(bucket)
	return account != nil && account.RestrictPolicy.Value || own != nil && own.RestrictPolicy.Value
}

// IgnoresACL says whether a public ACL of the bucket has no effect.
func (b *PublicAccessBlocks) IgnoresACL(bucket string) bool {
	account, own := b.Account(), b.Bucket(bucket)
	return account != nil && account.IgnoreACLs.Value || own != nil && own.IgnoreACLs.Value
}

// An AccessPoint is what s3control get-access-point tells.
type AccessPoint struct {
	File   *File
	Span   Span
	Name   Text
	ARN    Text
	Bucket Text
	Origin Text // Internet or VPC
	block  *PublicAccessBlock
}

// A BucketACL is the access control list of a bucket.
type BucketACL struct {
	File   *File
	Span   Span
	Bucket string // "" when no manifest tells
	Owner  Text   // canonical user id
	Grants []Grant
}

// A Grant is an entry of an access control list.
type Grant struct {
	Span       Span
	Type       Text // Group, CanonicalUser or AmazonCustomerByEmail
	URI        Text // of a group
	ID         Text // of a canonical user
	Permission Text // FULL_CONTROL, READ, WRITE, READ_ACP or WRITE_ACP
}

// The groups of everybody.
const (
	AllUsers           = "http://acs.amazonaws.com/groups/global/AllUsers"           // anonymous callers, too
	AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" // any AWS account's
)

// Public says whether the grant is to everybody or to every AWS account.
func (g Grant) Public() bool {
	return g.URI.Value == AllUsers || g.URI.Value == AuthenticatedUsers
}

// BucketACLs are those that exports tell of.
type BucketACLs struct{ List []*BucketACL }

// A FunctionURL is the configuration of a URL by which a function is called.
type FunctionURL struct {
	File     *File
	Span     Span
	URL      Text
	Function Text // ARN, with the alias if the URL is of one
	Auth     Text // NONE or AWS_IAM
}

// FunctionURLs are those that exports tell of.
type FunctionURLs struct{ List []*FunctionURL }

// An EndpointService is a service that the account offers by VPC endpoints.
type EndpointService struct {
	ID string // vpce-svc-...; "" when nothing tells
	// Accepts says whether a person must accept each endpoint; absent when the
	// configuration of the service was not exported.
	Accepts     Bool
	AcceptsFile *File
	Principals  []EndpointPrincipal // who may make endpoints
}

// An EndpointPrincipal may make endpoints that lead to a service.
type EndpointPrincipal struct {
	File      *File
	Span      Span
	Type      Text // All, Account, User, Role, OrganizationUnit, Service
	Principal Text // an ARN, or "*"
	service   string
}

// EndpointServices are those whose permissions exports tell of.
type EndpointServices struct{ List []*EndpointService }
