package policy

// A Problem is a mistake in a document. What can be read in spite of it is read.
type Problem struct {
	Kind    ProblemKind
	Span    Span
	Element string // the element or key concerned
	Detail  string // for people: what the document does, as `has the Effect "allow"`
	Scope   Span   // of the statement concerned; zero for the document
	// Consequence is what follows from it, where that depends on more than the kind.
	Consequence string
	Fix         *Fix // nil where no change mends it without a value that only the author knows
}

// A Fix is a change of a document that mends a problem.
type Fix struct {
	Message string // an imperative sentence without a final period
	// Safe says that the change means what the author meant and grants nothing
	// that the document did not grant before.
	Safe  bool
	Edits []Edit
}

// An Edit replaces a span of a document by JSON text; what an empty text
// leaves of a list or an object (a comma) goes too.
type Edit struct {
	Span Span
	New  string
}

// replace is a fix of one edit.
func replace(at Span, text, message string, safe bool) *Fix {
	return &Fix{Message: message, Safe: safe, Edits: []Edit{{at, text}}}
}

// A ProblemKind says what is wrong with a document.
type ProblemKind uint8

// The kinds of problem: of the form of a document, whatever it is for.
const (
	InvalidJSON             ProblemKind = iota // the document is text that is not JSON
	DuplicateKey                               // a key stands twice in one object
	WrongType                                  // an element holds the wrong kind of JSON value
	UnknownElement                             // the policy language has no such element
	UnknownPrincipalType                       // Principal has a key that is no type of principal
	EmptyPrincipal                             // Principal is an empty list or object
	EmptyCondition                             // a condition without keys or values
	StatementMissing                           // no statement
	ElementCombination                         // an element beside its Not form
	EffectMissing                              //
	EffectInvalid                              // neither Allow nor Deny
	ActionMissing                              //
	ActionEmpty                                //
	ResourceMissing                            //
	ResourceEmpty                              //
	PrincipalMissing                           //
	PrincipalUnsupported                       // an identity policy names a principal
	SCPPrincipal                               // a service control policy names a principal
	PrincipalFormat                            // no form that a principal has
	PrincipalWildcard                          // a part of a principal is a wildcard
	PrincipalService                           // no service principal
	PrincipalFederated                         // an identity provider in a resource policy
	PrincipalUniqueID                          // the mark of a deleted principal
	VersionMissing                             //
	VersionInvalid                             //
	VersionOld                                 //
	VariableVersionOld                         // variables in a version that has none
	VariableMalformed                          //
	VariablePlace                              // a variable where none is expanded
	VariableUnknown                            //
	SidDuplicate                               //
	SidInvalid                                 //
	TrustActionMismatch                        // the STS action does not fit the principal
	TrustProvider                              // no identity provider
	TrustNotPrincipal                          //
	TrustResource                              // a trust policy names resources
	TrustPrincipalRedundant                    // a session beside its role
	SCPActionWildcard                          // a wildcard before the end of an action
	RCPElement                                 // an element that resource control policies do not have
	ActionUnknown                              //
	ActionWithdrawn                            // an action that AWS once had
	ServiceUnknown                             //
	ServiceWildcard                            // a wildcard in the service part
	ActionUnsupported                          // an action of another service in a resource policy
	ActionRedundant                            //
	ResourceRedundant                          //
	StatementRedundant                         //
	ARNInvalid                                 //
	ARNAccount                                 //
	ARNRegion                                  //
	ARNPartition                               //
	ARNUnsupported                             // a resource of another service in a resource policy
	ResourceMismatch                           // no resource fits an action
	SizeExceeded                               //
	OperatorUnknown                            // of conditions, from here on
	OperatorType                               //
	ValueType                                  //
	KeyUnknown                                 //
	KeyUnsupported                             //
	KeyActionMissing                           //
	KeyDuplicate                               //
	KeyDeprecated                              //
	KeyIrrelevant                              //
	TagKeyMissing                              //
	QualifierMissing                           //
	NullMisused                                //
	NullClearer                                //
	ConditionAlwaysTrue                        //
	ConditionNeverTrue                         //
	ValueRedundant                             //
	WildcardLiteral                            //
	SourceIPPrivate                            //
	IPRangeBits                                //
	VPCInvalid                                 //
	RegionInvalid                              //
	KMSKeyInvalid                              //
	ServicePrincipalKey                        //
	MFAIneffective                             // an MFA condition that long-term keys slip past
	MFASelfRemoval                             // users may take off their MFA device without having used it
	SingleValueSet                             // ForAllValues of a single-valued key
	ForAllValuesNull                           //
	IfExistsAllow                              //
	KeySpoofable                               //
	KeyPairMissing                             //
	ConditionWildcardBroad                     //
	ConditionVariableBroad                     //
	ARNAsString                                //
	TagUnsupportedDeny                         //
	TagUnsupportedAllow                        //
	S3PrefixNegated                            //
	DynamoDBSelectMissing                      //
	SourceIPWorld                              //
	SourceIPServices                           // a Deny by address without exception for services
	ExampleAccount                             // the id of an account of the documentation
	RCPServiceCall                             // a Deny that does not tell services from principals
	ProblemKinds                               // how many there are
)
