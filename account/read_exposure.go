package account

import "github.com/tidwall/gjson"

// readPublicAccessBlock reads s3control or s3api get-public-access-block,
// which answer alike: the manifest tells which it was, and of which bucket.
func readPublicAccessBlock(r *responseReader, root gjson.Result) any {
	for key, value := range r.members(root) {
		if key == "PublicAccessBlockConfiguration" {
			return readBlock(r, value)
		}
	}
	return &PublicAccessBlock{File: r.file}
}

func readBlock(r *responseReader, value gjson.Result) *PublicAccessBlock {
	b := &PublicAccessBlock{File: r.file, Span: r.span(value)}
	for name, v := range r.members(value) {
		switch name {
		case "BlockPublicAcls":
			b.BlockACLs = r.boolean(v)
		case "IgnorePublicAcls":
			b.IgnoreACLs = r.boolean(v)
		case "BlockPublicPolicy":
			b.BlockPolicy = r.boolean(v)
		case "RestrictPublicBuckets":
			b.RestrictPolicy = r.boolean(v)
		}
	}
	return b
}

func readAccessPoint(r *responseReader, root gjson.Result) any {
	a := &AccessPoint{File: r.file, Span: r.span(root)}
	for key, value := range r.members(root) {
		switch key {
		case "Name":
			a.Name = r.text(value)
		case "AccessPointArn":
			a.ARN = r.text(value)
		case "Bucket":
			a.Bucket = r.text(value)
		case "NetworkOrigin":
			a.Origin = r.text(value)
		case "PublicAccessBlockConfiguration":
			a.block = readBlock(r, value)
		}
	}
	if r.err == nil && !a.Name.Present() {
		r.fail(a.Span, "an access point without Name")
	}
	return a
}

func readBucketACL(r *responseReader, root gjson.Result) any {
	acl := &BucketACL{File: r.file, Span: r.span(root)}
	for key, value := range r.members(root) {
		switch key {
		case "Owner":
			for name, v := range r.members(value) {
				if name == "ID" {
					acl.Owner = r.text(v)
				}
			}
		case "Grants":
			for element := range r.elements(value) {
				acl.Grants = append(acl.Grants, readGrant(r, element))
			}
		}
	}
	return acl
}

func readGrant(r *responseReader, element gjson.Result) Grant {
	g := Grant{Span: r.span(element)}
	for name, v := range r.members(element) {
		switch name {
		case "Permission":
			g.Permission = r.text(v)
		case "Grantee":
			for name, v := range r.members(v) {
				switch name {
				case "Type":
					g.Type = r.text(v)
				case "URI":
					g.URI = r.text(v)
				case "ID":
					g.ID = r.text(v)
				}
			}
		}
	}
	if r.err == nil && !g.Permission.Present() {
		r.fail(g.Span, "a grant without Permission")
	}
	return g
}

// readFunctionURLs reads lambda list-function-url-configs or get-function-url-config.
func readFunctionURLs(r *responseReader, root gjson.Result) any {
	urls := []*FunctionURL{}
	if list := root.Get("FunctionUrlConfigs"); list.Exists() {
		for key, value := range r.members(root) {
			if key != "FunctionUrlConfigs" {
				continue
			}
			for element := range r.elements(value) {
				urls = append(urls, readFunctionURL(r, element))
			}
		}
		return urls
	}
	return append(urls, readFunctionURL(r, root))
}

func readFunctionURL(r *responseReader, element gjson.Result) *FunctionURL {
	u := &FunctionURL{File: r.file, Span: r.span(element)}
	for name, v := range r.members(element) {
		switch name {
		case "FunctionUrl":
			u.URL = r.text(v)
		case "FunctionArn":
			u.Function = r.text(v)
		case "AuthType":
			u.Auth = r.text(v)
		}
	}
	switch {
	case r.err != nil:
	case !u.Function.Present():
		r.fail(u.Span, "a function URL without FunctionArn")
	case !u.Auth.Present():
		r.fail(u.Span, "a function URL without AuthType")
	}
	return u
}

// readEndpointServices reads ec2 describe-vpc-endpoint-service-configurations.
func readEndpointServices(r *responseReader, root gjson.Result) any {
	services := []*EndpointService{}
	for key, value := range r.members(root) {
		if key != "ServiceConfigurations" {
			continue
		}
		for element := range r.elements(value) {
			s := &EndpointService{AcceptsFile: r.file}
			for name, v := range r.members(element) {
				switch name {
				case "ServiceId":
					s.ID = r.text(v).Value
				case "AcceptanceRequired":
					s.Accepts = r.boolean(v)
				}
			}
			if r.err == nil && s.ID == "" {
				r.fail(r.span(element), "an endpoint service without ServiceId")
			}
			services = append(services, s)
		}
	}
	return services
}

// readEndpointPermissions reads ec2 describe-vpc-endpoint-service-permissions.
func readEndpointPermissions(r *responseReader, root gjson.Result) any {
	principals := []*EndpointPrincipal{}
	for key, value := range r.members(root) {
		if key != "AllowedPrincipals" {
			continue
		}
		for element := range r.elements(value) {
			p := &EndpointPrincipal{File: r.file, Span: r.span(element)}
			for name, v := range r.members(element) {
				switch name {
				case "PrincipalType":
					p.Type = r.text(v)
				case "Principal":
					p.Principal = r.text(v)
				case "ServiceId":
					p.service = r.text(v).Value
				}
			}
			if r.err == nil && !p.Principal.Present() {
				r.fail(p.Span, "an allowed principal without Principal")
			}
			principals = append(principals, p)
		}
	}
	return principals
}
