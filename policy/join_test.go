package policy

import "testing"

func parsed(t *testing.T, texts ...string) []*Document {
	t.Helper()
	var list []*Document
	for _, text := range texts {
		d, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, d)
	}
	return list
}

func TestJoin(t *testing.T) {
	const (
		all      = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`
		read     = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}`
		notIAM   = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}`
		iam      = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}`
		denyIAM  = `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:*","Resource":"*"}}`
		denyAll  = `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}`
		denyMost = `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}}`
		denyIt   = `{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}}`
	)
	for name, c := range map[string]struct {
		texts         []string
		full, nothing bool
	}{
		"one of two":               {[]string{read, all}, true, false},
		"two complete one another": {[]string{notIAM, iam}, true, false},
		"neither":                  {[]string{read, iam}, false, false},
		"what matters is denied":   {[]string{all, denyIAM}, false, false},
		"all is denied":            {[]string{all, denyAll}, false, true},
		"denied on a condition":    {[]string{all, denyMost}, true, false},
		"all but a service":        {[]string{all, denyIt}, false, false},
		"no document":              {nil, false, false},
	} {
		joined := Join(parsed(t, c.texts...)...)
		if _, full := joined.GrantsFullAccess(); full != c.full || joined.DeniesEverything() != c.nothing {
			t.Errorf("%s: full access %v, everything denied %v", name, full, joined.DeniesEverything())
		}
	}
}
