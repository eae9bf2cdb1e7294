package account

import (
	"bytes"
	"io"
	"os"
	"path"
	"regexp"
	"strings"

	"github.com/tidwall/gjson"
)

const (
	exportCommandsHint = "iamlint export-commands prints the commands that make exports"
	readsExports       = "iamlint reads what the AWS CLI exports of an account; " + exportCommandsHint
)

// A stranger is a kind of file that is no export, and what to do instead.
type stranger struct {
	what   string
	advice string
	// folder says that one such file tells what the whole folder is about.
	folder bool
}

// notExport is the error about a named file that is none.
func notExport(name string, text []byte) *Error {
	if s := strangerOf(name, text); s.what != "" {
		return wholeFile(name, "not an AWS export: this is %s; %s", s.what, s.advice)
	}
	if head := bytes.TrimLeft(text, " \t\r\n"); len(head) > 0 && head[0] != '{' && head[0] != '[' {
		return wholeFile(name, "not an AWS export: neither JSON nor a credential report; %s", exportCommandsHint)
	}
	return wholeFile(name, "not an AWS export that iamlint reads; %s", exportCommandsHint)
}

// strangerOf looks at the name and the beginning of a text, which may break off anywhere.
func strangerOf(name string, text []byte) stranger {
	text = text[:min(len(text), 64<<10)]
	if head := bytes.TrimLeft(text, " \t\r\n"); len(head) > 0 && (head[0] == '{' || head[0] == '[') {
		return strangeJSON(name, text)
	}
	if s := strangeArchive(name, text); s.what != "" {
		return s
	}
	return strangeText(name, text)
}

func strangeArchive(name string, text []byte) stranger {
	const tarAt = 257
	switch {
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return stranger{"a zip archive", "unpack it and lint the folder", true}
	case len(text) > tarAt && bytes.HasPrefix(text[tarAt:], []byte("ustar")), strings.HasSuffix(name, ".tgz"), strings.HasSuffix(name, ".tar.gz"):
		return stranger{"a tar archive", "unpack it and lint the folder", true}
	case bytes.HasPrefix(text, []byte("BZh")), bytes.HasPrefix(text, []byte("\xFD7zXZ")):
		return stranger{"compressed with bzip2 or xz", "iamlint reads gzip and zstd", true}
	case bytes.IndexByte(text, 0) >= 0:
		return stranger{"binary", exportCommandsHint, false}
	}
	return stranger{}
}

var (
	terraformBlock = regexp.MustCompile(`(?m)^\s*(resource|data|module|variable|provider|output) +"[^"]+"( +"[^"]+")? *\{|^\s*(terraform|locals) *\{`)
	templateYAML   = regexp.MustCompile(`(?m)^AWSTemplateFormatVersion:|^ +Type: ["']?AWS::`)
	policyYAML     = regexp.MustCompile(`(?m)^["']?Statement["']?:`)
	exportYAML     = regexp.MustCompile(`(?m)^(UserDetailList|GroupDetailList|RoleDetailList|Policies|SummaryMap|PasswordPolicy|VirtualMFADevices|PolicyVersion):`)
	exportText     = regexp.MustCompile(`(?m)^(USERDETAILLIST|GROUPDETAILLIST|ROLEDETAILLIST|SUMMARYMAP|PASSWORDPOLICY|VIRTUALMFADEVICES)\t|^\|\s+(Get|List|Describe)\w+\s+\|$`)
	commaHeader    = regexp.MustCompile(`^[^\r\n{}()<>]*,[^\r\n{}()<>]*,[^\r\n{}()<>]*\r?\n`)
)

func strangeText(name string, text []byte) stranger {
	extension := path.Ext(name)
	isYAML := extension == ".yaml" || extension == ".yml"
	switch {
	case extension == ".tf", extension == ".tofu", terraformBlock.Match(text):
		return stranger{"Terraform", readsExports, true}
	case templateYAML.Match(text):
		return stranger{"a CloudFormation template", readsExports, true}
	case exportYAML.Match(text):
		return stranger{"an export in YAML", "run the AWS CLI with --output json", true}
	case exportText.Match(text):
		return stranger{"an export as text or table", "run the AWS CLI with --output json", true}
	case policyYAML.Match(text):
		return stranger{"a policy in YAML", "iamlint reads policies as AWS does, in JSON", true}
	case isYAML:
		return stranger{"YAML", "iamlint reads JSON exports; " + exportCommandsHint, false}
	case bytes.HasPrefix(text, []byte("#!")):
		return stranger{"a script", "run it, and lint the folder that it writes", false}
	case extension == ".csv", commaHeader.Match(text):
		return stranger{"CSV, but no credential report", "that one comes from aws iam get-credential-report", false}
	}
	return stranger{}
}

func strangeJSON(name string, text []byte) stranger {
	has := func(keys ...string) bool {
		for _, key := range keys {
			if !gjson.GetBytes(text, key).Exists() {
				return false
			}
		}
		return true
	}
	switch {
	case has("planned_values"), has("resource_changes", "format_version"):
		return stranger{"a Terraform plan", readsExports, true}
	case has("terraform_version"):
		return stranger{"a Terraform state", readsExports, true}
	case strings.HasSuffix(name, ".tf.json"), strings.HasSuffix(name, ".tofu.json"):
		return stranger{"Terraform", readsExports, true}
	case has("version", "artifacts"), bytes.Contains(text, []byte(`"aws:cdk:path"`)):
		return stranger{"output of the CDK", readsExports, true}
	case has("AWSTemplateFormatVersion"), isTemplate(text):
		return stranger{"a CloudFormation template", readsExports, true}
	case has("$schema", "runs"), has("schemaVersion", "findings"):
		return stranger{"a report", "name the exports that it is about", false}
	case gjson.GetBytes(text, "Policies").IsArray():
		return stranger{"the output of list-policies, which tells no documents", "iamlint reads that of aws iam get-account-authorization-details", true}
	}
	return stranger{}
}

// isTemplate says whether a JSON text declares resources as CloudFormation does.
func isTemplate(text []byte) (found bool) {
	gjson.GetBytes(text, "Resources").ForEach(func(_, resource gjson.Result) bool {
		found = strings.HasPrefix(resource.Get("Type").String(), "AWS::")
		return false
	})
	return found
}

// emptyFolder is the error about a named folder in which nothing was found. It
// says whose folder this seems to be, by the first telling file among those
// that were skipped in it.
func emptyFolder(folder string, skipped []string) *Error {
	for _, name := range skipped {
		if folder != "." && !strings.HasPrefix(name, folder+"/") {
			continue
		}
		if s := strangerOf(name, beginning(name)); s.folder {
			return wholeFile(folder, "no AWS exports in this folder: %s is %s; %s", name, s.what, s.advice)
		}
	}
	return wholeFile(folder, "no AWS exports in this folder; %s", exportCommandsHint)
}

// beginning is what strangerOf needs of a file, as far as it can be read.
func beginning(name string) []byte {
	file, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	text, _ := io.ReadAll(io.LimitReader(file, 64<<10)) // what cannot be read tells nothing
	return text
}
