package policyrules

import "github.com/iamlint/iamlint/policy"

// speaksOfIAM says whether a document can have to do with actions of IAM.
func speaksOfIAM(d *policy.Document) bool { return d.SpeaksOf(iam) }

var iam = policy.Services("iam")
