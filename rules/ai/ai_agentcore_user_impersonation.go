package ai

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// AgentCoreUserImpersonation reports where an agent may ask for tokens on behalf of any user.
var AgentCoreUserImpersonation = document.NewGrantRule(rule.Meta{
	ID:    "ai-agentcore-user-impersonation",
	Area:  "ai",
	Title: "An agent may ask for tokens on behalf of any user",
	Text: `GetWorkloadAccessTokenForUserId gives an agent a token for a user id that it names itself; nothing proves that this user is there. Behind the token lie the OAuth tokens and API keys that users gave to the agent. A prompt that makes the agent name another id is enough.

GetWorkloadAccessTokenForJWT does the same with a signed token of the user, and cannot be talked into another. The rule is silent about named workload identities.`,
	Remediation: "Use bedrock-agentcore:GetWorkloadAccessTokenForJWT, or name the workload identity of the agent.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, policy.ImpersonateAnyUser, "for every workload identity, so a prompt can make it act as any user", nil)
