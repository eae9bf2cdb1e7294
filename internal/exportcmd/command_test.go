package exportcmd

import (
	"strings"
	"testing"
)

// TestCommands wants every command among those of the script.
func TestCommands(t *testing.T) {
	for _, list := range commands {
		for _, command := range list {
			words, file, redirected := strings.Cut(strings.TrimPrefix(command, "aws "), " > ")
			if _, ok := actions[words]; !ok {
				t.Errorf("%q is not among the commands of the script", words)
			}
			if redirected && !strings.Contains(script, file) && !strings.Contains(script, strings.TrimSuffix(file, ".json")+"-") {
				t.Errorf("%q is not what the script calls the answer of %q", file, words)
			}
		}
	}
	if got := Commands("account summary or the credential report"); len(got) != 1 || got[0] != commands["account summary"][0] {
		t.Errorf("alternatives: got %q", got)
	}
	if got := Commands("date of the exports (--as-of)"); len(got) != 1 || !strings.Contains(got[0], "--as-of") {
		t.Errorf("date: got %q", got)
	}
	for _, part := range []string{"root user's row of the credential report", "lists of users, groups and roles in the authorization details", "account summary with AccountMFAEnabled"} {
		if got := Commands(part); len(got) == 0 || !strings.HasPrefix(got[0], "aws iam ") {
			t.Errorf("%s: got %q", part, got)
		}
	}
	if got := Commands("CloudTrail events"); got != nil {
		t.Errorf("what takes many commands: got %q", got)
	}
}
