package policyrules

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// SelfServiceUnscoped reports where self-service is allowed for every user.
var SelfServiceUnscoped = rule.New(rule.Meta{
	ID:    "policy-self-service-unscoped",
	Area:  "policy",
	Title: "Self-service is allowed for every user",
	Text: `The statement lets people look after their own password, keys and MFA device, but names every user. Its holder can set the password of an administrator, make a key for it or remove its MFA device, and sign in as that administrator.

The rule fires where all actions of the statement are of that sort and one of them changes something. It is silent about ${aws:username} in the resource, about conditions that limit the users, and about policies for administrators of users, which allow more than self-service.`,
	Remediation: `Name the caller's own user: "Resource": "arn:aws:iam::*:user/${aws:username}"`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      selfServiceUnscoped,
})

// selfService are the actions with which people look after their own
// credentials (IAM: Allows IAM users to manage their own credentials), in lower
// case, and whether they change anything.
var selfService = map[string]bool{
	"iam:changepassword": true, "iam:getaccountpasswordpolicy": false, "iam:getaccountsummary": false, "iam:getuser": false,
	"iam:createaccesskey": true, "iam:deleteaccesskey": true, "iam:updateaccesskey": true, "iam:listaccesskeys": false, "iam:getaccesskeylastused": false,
	"iam:getloginprofile":        false,
	"iam:createvirtualmfadevice": false, "iam:deletevirtualmfadevice": false, "iam:enablemfadevice": true, "iam:deactivatemfadevice": true,
	"iam:resyncmfadevice": false, "iam:listmfadevices": false, "iam:listvirtualmfadevices": false, "iam:getmfadevice": false,
	"iam:uploadsshpublickey": true, "iam:updatesshpublickey": true, "iam:deletesshpublickey": true, "iam:listsshpublickeys": false, "iam:getsshpublickey": false,
	"iam:uploadsigningcertificate": true, "iam:updatesigningcertificate": true, "iam:deletesigningcertificate": true, "iam:listsigningcertificates": false,
	"iam:createservicespecificcredential": true, "iam:deleteservicespecificcredential": true, "iam:resetservicespecificcredential": true,
	"iam:updateservicespecificcredential": true, "iam:listservicespecificcredentials": false, "iam:listusers": false,
}

func selfServiceUnscoped(pass *analysis.Pass) (any, error) {
	return document.Each(pass, speaksOfIAM, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() || s.Limited() || !s.OnEveryUser() {
			return policy.Span{}, ""
		}
		var changes []string
		for _, v := range s.Action.Values {
			changing, own := selfService[strings.ToLower(v.Text)]
			if !own {
				return policy.Span{}, ""
			}
			if changing && !d.DeniesOnEveryUser(strings.ToLower(v.Text)) {
				changes = append(changes, v.Text)
			}
		}
		if len(changes) == 0 {
			return policy.Span{}, ""
		}
		more := max(0, len(changes)-3)
		return s.Resource.Span, "allows " + document.ActionList(changes[:len(changes)-more], more) + " for every user instead of the own one, so its holder can sign in as an administrator"
	}, account.IdentityPolicy)
}
