package policy

import (
	"fmt"
	"testing"
)

func TestStatementMFA(t *testing.T) {
	for _, c := range []struct {
		condition       string
		tested, without bool
	}{
		{`{}`, false, true},
		{`{"StringEquals": {"aws:username": "alice"}}`, false, true},
		{`{"Bool": {"aws:MultiFactorAuthPresent": "true"}}`, true, false},
		{`{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}`, true, true},
		{`{"Bool": {"aws:MultiFactorAuthPresent": "false"}}`, true, true},
		{`{"BoolIfExists": {"AWS:multifactorauthpresent": "FALSE"}}`, true, true},
		{`{"Null": {"aws:MultiFactorAuthAge": "true"}}`, true, true},
		{`{"Null": {"aws:MultiFactorAuthAge": "false"}}`, true, false},
		{`{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}`, true, false},
		{`{"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}`, true, false},
		{`{"NumericGreaterThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}`, true, true},
	} {
		d := parse(t, fmt.Sprintf(`{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": %s}`, c.condition))
		if tested, without := d.Statements[0].MFA(); tested != c.tested || without != c.without {
			t.Errorf("%s: tested %v, without %v, want %v, %v", c.condition, tested, without, c.tested, c.without)
		}
	}
}
