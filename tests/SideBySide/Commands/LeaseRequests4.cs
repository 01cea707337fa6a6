namespace SideBySide.Commands;

/// <summary>
/// What is asked of the hook libraries of both servers, one after the other, each command of Kea 2.2's done and refused. Kea 2.2
/// does not survive lease4-resend-ddns without arguments, and takes prefixes of no length.
/// </summary>
internal static class LeaseRequests4
{
    public const string All = """
        { "command": "lease4-add" }
        { "command": "lease4-add", "arguments": 5 }
        { "command": "lease4-add", "arguments": [ ] }
        { "command": "lease4-add", "arguments": { } }
        { "command": "lease4-add", "arguments": { "ip-address": 5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": 5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "" } }
        { "command": "lease4-add", "arguments": { "ip-address": "2001:db8::1", "hw-address": "1a:1b:1c:1d:1e:1f" } }
        { "command": "lease4-add", "arguments": { "ip-address": "10.0.0.1", "hw-address": "1a:1b:1c:1d:1e:1f" } }
        { "command": "lease4-add", "arguments": { "ip-address": "10.0.0.1", "hw-address": "1a:1b:1c:1d:1e:1f", "subnet-id": 44 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "subnet-id": 123 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "subnet-id": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "subnet-id": -1 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "subnet-id": 5000000000 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "client-id": 5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "client-id": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "client-id": "" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "client-id": "01" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "valid-lft": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "valid-lft": -1 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "expire": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "expire": 0 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "expire": -5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "expire": 100, "valid-lft": 200 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "fqdn-fwd": 5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "fqdn-fwd": true } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "fqdn-rev": true } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "fqdn-rev": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "hostname": 5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "hostname": "Bad Name.Example" } }
        { "command": "lease4-get", "arguments": { "ip-address": "192.0.2.1" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "state": 9 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "state": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "state": -1 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "user-context": 5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "comment": 5 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "user-context": { "comment": "b" }, "comment": "a" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "origin": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.2", "hw-address": "1a:1b:1c:1d:1e:1f", "unknown": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.3", "hw-address": "1a:1b:1c:1d:1e:1f", "comment": "a", "user-context": { "z": 1, "a": 2 } } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.4", "hw-address": "1A1B1C1D1E1F", "client-id": "01:02:03", "hostname": "Urania.Example.ORG", "fqdn-fwd": true, "fqdn-rev": true, "expire": 12345678, "valid-lft": 1000, "state": 1, "subnet-id": 0 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.5", "hw-address": "1a1b", "state": 2, "valid-lft": 0 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.7", "hw-address": "0x1a1b", "client-id": "0x0102", "valid-lft": 4294967295 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": "1a1b", "valid-lft": 4294967296 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.3.1", "hw-address": "1a1b" } }
        { "command": "lease4-get", "arguments": { "ip-address": "192.0.3.1" } }
        { "command": "lease4-get-all" }
        { "command": "lease4-get" }
        { "command": "lease4-get", "arguments": 5 }
        { "command": "lease4-get", "arguments": { } }
        { "command": "lease4-get", "arguments": { "ip-address": 5 } }
        { "command": "lease4-get", "arguments": { "ip-address": "x" } }
        { "command": "lease4-get", "arguments": { "ip-address": "::1" } }
        { "command": "lease4-get", "arguments": { "ip-address": "192.0.2.200" } }
        { "command": "lease4-get", "arguments": { "identifier-type": "hw-address" } }
        { "command": "lease4-get", "arguments": { "identifier-type": "hw-address", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "subnet-id": "x" } }
        { "command": "lease4-get", "arguments": { "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": 5, "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "hw-address", "identifier": 5, "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "bogus", "identifier": "01", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "duid", "identifier": "0102", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "flex-id", "identifier": "0102", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "address", "identifier": "192.0.2.1", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "hw-address", "identifier": "x", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "hw-address", "identifier": "1a:1b:1c:1d:1e:1f", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "hw-address", "identifier": "1a:1b:1c:1d:1e:1f", "subnet-id": 45 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "client-id", "identifier": "01:02:03", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "client-id", "identifier": "01:02:04", "subnet-id": 44 } }
        { "command": "lease4-get-all", "arguments": { } }
        { "command": "lease4-get-all", "arguments": 5 }
        { "command": "lease4-get-all", "arguments": { "subnets": 5 } }
        { "command": "lease4-get-all", "arguments": { "subnets": [ ] } }
        { "command": "lease4-get-all", "arguments": { "subnets": [ "x" ] } }
        { "command": "lease4-get-all", "arguments": { "subnets": [ 88, 44, 88 ] } }
        { "command": "lease4-get-all", "arguments": { "subnets": [ 7 ] } }
        { "command": "lease4-get-all", "arguments": { "subnets": [ -7 ] } }
        { "command": "lease4-get-page" }
        { "command": "lease4-get-page", "arguments": { } }
        { "command": "lease4-get-page", "arguments": 5 }
        { "command": "lease4-get-page", "arguments": { "from": 5 } }
        { "command": "lease4-get-page", "arguments": { "from": "start" } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": "x" } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": 0 } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": -1 } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": 5000000000 } }
        { "command": "lease4-get-page", "arguments": { "from": "x", "limit": 2 } }
        { "command": "lease4-get-page", "arguments": { "from": "::", "limit": 2 } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": 2 } }
        { "command": "lease4-get-page", "arguments": { "from": "192.0.2.3", "limit": 3 } }
        { "command": "lease4-get-page", "arguments": { "from": "192.0.3.3", "limit": 3 } }
        { "command": "lease4-get-by-hw-address" }
        { "command": "lease4-get-by-hw-address", "arguments": 5 }
        { "command": "lease4-get-by-hw-address", "arguments": { } }
        { "command": "lease4-get-by-hw-address", "arguments": { "hw-address": 5 } }
        { "command": "lease4-get-by-hw-address", "arguments": { "hw-address": "" } }
        { "command": "lease4-get-by-hw-address", "arguments": { "hw-address": "x" } }
        { "command": "lease4-get-by-hw-address", "arguments": { "hw-address": "01:02" } }
        { "command": "lease4-get-by-hw-address", "arguments": { "hw-address": "1a:1b" } }
        { "command": "lease4-get-by-client-id" }
        { "command": "lease4-get-by-client-id", "arguments": { } }
        { "command": "lease4-get-by-client-id", "arguments": { "client-id": 5 } }
        { "command": "lease4-get-by-client-id", "arguments": { "client-id": "" } }
        { "command": "lease4-get-by-client-id", "arguments": { "client-id": "x" } }
        { "command": "lease4-get-by-client-id", "arguments": { "client-id": "01" } }
        { "command": "lease4-get-by-client-id", "arguments": { "client-id": "01:02:03" } }
        { "command": "lease4-get-by-hostname" }
        { "command": "lease4-get-by-hostname", "arguments": { } }
        { "command": "lease4-get-by-hostname", "arguments": { "hostname": 5 } }
        { "command": "lease4-get-by-hostname", "arguments": { "hostname": "" } }
        { "command": "lease4-get-by-hostname", "arguments": { "hostname": "nobody" } }
        { "command": "lease4-get-by-hostname", "arguments": { "hostname": "Urania.EXAMPLE.org" } }
        { "command": "stat-lease4-get" }
        { "command": "stat-lease4-get", "arguments": 5 }
        { "command": "stat-lease4-get", "arguments": { } }
        { "command": "stat-lease4-get", "arguments": { "subnet-id": 44 } }
        { "command": "stat-lease4-get", "arguments": { "subnet-id": 0 } }
        { "command": "stat-lease4-get", "arguments": { "subnet-id": "x" } }
        { "command": "stat-lease4-get", "arguments": { "subnet-id": 7 } }
        { "command": "stat-lease4-get", "arguments": { "subnet-id": 7, "subnet-range": { } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": 5 } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": "x" } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": 0 } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": 1 } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": 1, "last-subnet-id": 0 } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": 5, "last-subnet-id": 4 } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": 5, "last-subnet-id": 5 } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": 5, "last-subnet-id": 7 } } }
        { "command": "stat-lease4-get", "arguments": { "subnet-range": { "first-subnet-id": 5, "last-subnet-id": 44 } } }
        { "command": "stat-lease4-get", "arguments": { "unknown": 1 } }
        { "command": "lease4-update" }
        { "command": "lease4-update", "arguments": 5 }
        { "command": "lease4-update", "arguments": { } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.1" } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.1", "hw-address": "1a:1b:1c:1d:1e:1f", "hostname": "New" } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.111", "hw-address": "1a:1b:1c:1d:1e:1f", "hostname": "new" } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.111", "hw-address": "1a:1b:1c:1d:1e:1f", "force-create": "x" } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.111", "hw-address": "1a:1b:1c:1d:1e:1f", "force-create": true, "valid-lft": 50, "expire": 100 } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.111", "hw-address": "1a:1b:1c:1d:1e:1f", "force-create": true } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.111", "hw-address": "1a:1b:1c:1d:1e:1f", "subnet-id": 88 } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.2.111", "hw-address": "1a:1b:1c:1d:1e:1f", "subnet-id": 45 } }
        { "command": "lease4-update", "arguments": { "ip-address": "10.0.2.111", "hw-address": "1a:1b:1c:1d:1e:1f" } }
        { "command": "lease4-del" }
        { "command": "lease4-del", "arguments": 5 }
        { "command": "lease4-del", "arguments": { } }
        { "command": "lease4-del", "arguments": { "ip-address": 5 } }
        { "command": "lease4-del", "arguments": { "ip-address": "x" } }
        { "command": "lease4-del", "arguments": { "ip-address": "::1" } }
        { "command": "lease4-del", "arguments": { "ip-address": "192.0.2.222" } }
        { "command": "lease4-del", "arguments": { "ip-address": "192.0.2.111", "update-ddns": "x" } }
        { "command": "lease4-del", "arguments": { "ip-address": "192.0.2.111", "update-ddns": true } }
        { "command": "lease4-del", "arguments": { "identifier-type": "hw-address", "identifier": "1a1b", "subnet-id": 88 } }
        { "command": "lease4-del", "arguments": { "identifier-type": "hw-address", "identifier": "1a1b", "subnet-id": 88 } }
        { "command": "lease4-del", "arguments": { "identifier-type": "client-id", "identifier": "010203", "subnet-id": 44 } }
        { "command": "lease4-del", "arguments": { "identifier-type": "client-id", "identifier": "010203", "subnet-id": 44 } }
        { "command": "lease4-del", "arguments": { "identifier-type": "duid", "identifier": "010203", "subnet-id": 44 } }
        { "command": "lease4-del", "arguments": { "identifier-type": "bogus", "identifier": "010203", "subnet-id": 44 } }
        { "command": "lease4-resend-ddns", "arguments": 5 }
        { "command": "lease4-resend-ddns", "arguments": { } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": 5 } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": "x" } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": "::1" } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": "192.0.2.222" } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": "192.0.2.3" } }
        { "command": "lease4-wipe", "arguments": 5 }
        { "command": "lease4-wipe", "arguments": { "subnet-id": "x" } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 7 } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 44 } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 44 } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 0 } }
        { "command": "lease4-wipe", "arguments": { } }
        { "command": "lease4-wipe" }
        { "command": "lease4-get-all" }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": 2 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.4", "hw-address": "1A:1B:1C:1D:1E:1F", "client-id": "01:02:03", "hostname": "Urania.Example.ORG", "fqdn-fwd": true, "fqdn-rev": true, "expire": 12345678, "valid-lft": 1000, "state": 1, "subnet-id": 0 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.5", "hw-address": "1a:1b", "state": 2, "valid-lft": 0 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.6", "hw-address": "1:2:3", "comment": "x" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.7", "hw-address": "1a", "client-id": "0x0102", "valid-lft": 4294967295, "user-context": { } } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": "1a:1b", "valid-lft": 4294967296 } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": "1a:1b:1c:1d:1e:1f:1a:1b:1c:1d:1e:1f:1a:1b:1c:1d:1e:1f:1a:1b:1c:1d:1e:1f" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": "1a 1b" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": "1a:1b:", "client-id": "01 02" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": "1a:1b", "client-id": "010" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": ":1b", "client-id": "1:2:3" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.8", "hw-address": "1a::1b", "client-id": "1:2:3:" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.9", "hw-address": "1a:1b", "client-id": "01-02" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.9", "hw-address": "1a:1b", "client-id": "'abc'" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.2.9", "hw-address": "1ab:1b" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.3.1", "hw-address": "1a:1b", "hostname": "host.example.org." } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.3.2", "hw-address": "1a:1b", "hostname": "host.example.org.", "fqdn-fwd": true } }
        { "command": "lease4-add", "arguments": { "ip-address": "0.0.0.0", "hw-address": "1a:1b" } }
        { "command": "lease4-add", "arguments": { "ip-address": "192.0.3.3", "hw-address": "1a:1b", "comment": "" } }
        { "command": "lease4-get-all" }
        { "command": "lease4-get-all", "arguments": { "subnets": [ -7 ] } }
        { "command": "lease4-get-page" }
        { "command": "lease4-get-page", "arguments": { } }
        { "command": "lease4-get-page", "arguments": 5 }
        { "command": "lease4-get-page", "arguments": { "from": 5 } }
        { "command": "lease4-get-page", "arguments": { "from": "start" } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": "x" } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": 0 } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": -1 } }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": 5000000000 } }
        { "command": "lease4-get-page", "arguments": { "from": "x", "limit": 2 } }
        { "command": "lease4-get-page", "arguments": { "from": "0.0.0.0", "limit": 1 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "address", "identifier": "192.0.2.5", "subnet-id": 44 } }
        { "command": "lease4-get", "arguments": { "ip-address": "192.0.2.5", "subnet-id": 45 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "hw-address", "identifier": "1a:1b", "subnet-id": -1 } }
        { "command": "lease4-get", "arguments": { "identifier-type": "client-id", "identifier": "01:02:03", "subnet-id": 44 } }
        { "command": "lease4-get-by-hw-address", "arguments": { "hw-address": "1a:1b" } }
        { "command": "lease4-get-by-client-id", "arguments": { "client-id": "010203" } }
        { "command": "lease4-get-by-client-id", "arguments": { "client-id": "1:2:3" } }
        { "command": "lease4-get-by-hostname", "arguments": { "hostname": "HOST.example.org" } }
        { "command": "lease4-get-by-hostname", "arguments": { "hostname": "HOST.example.org." } }
        { "command": "lease4-get-by-hostname", "arguments": { "hostname": "urania.Example.ORG" } }
        { "command": "stat-lease4-get" }
        { "command": "lease4-resend-ddns", "arguments": 5 }
        { "command": "lease4-resend-ddns", "arguments": { } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": 5 } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": "x" } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": "::1" } }
        { "command": "lease4-resend-ddns", "arguments": { "ip-address": "192.0.2.222" } }
        { "command": "lease4-update", "arguments": { "ip-address": "192.0.3.2", "hw-address": "1a:1b", "expire": 100, "valid-lft": 200 } }
        { "command": "lease4-del", "arguments": { "ip-address": "192.0.3.2", "update-ddns": true } }
        { "command": "lease4-del", "arguments": { "identifier-type": "hw-address", "identifier": "1a:1b", "subnet-id": 44 } }
        { "command": "lease4-del", "arguments": { "identifier-type": "client-id", "identifier": "010203", "subnet-id": 44 } }
        { "command": "lease4-del", "arguments": { "identifier-type": "address", "identifier": "192.0.3.1", "subnet-id": 44 } }
        { "command": "lease4-wipe", "arguments": 5 }
        { "command": "lease4-wipe", "arguments": { "subnet-id": "x" } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": -1 } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 7 } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 44 } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 44 } }
        { "command": "lease4-wipe", "arguments": { "subnet-id": 0 } }
        { "command": "lease4-wipe", "arguments": { } }
        { "command": "lease4-wipe" }
        { "command": "lease4-get-all" }
        { "command": "lease4-get-page", "arguments": { "from": "start", "limit": 2 } }
        """;
}
