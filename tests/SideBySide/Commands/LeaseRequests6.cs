namespace SideBySide.Commands;

/// <summary>
/// What is asked of the hook libraries of both servers, one after the other, each command of Kea 2.2's done and refused. Kea 2.2
/// does not survive lease4-resend-ddns without arguments, and takes prefixes of no length.
/// </summary>
internal static class LeaseRequests6
{
    public const string All = """
        { "command": "lease6-add" }
        { "command": "lease6-add", "arguments": { } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "1a:1b:1c:1d:1e:1f" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": "x" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": -1 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 5000000000 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "x", "iaid": 1 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "", "iaid": 1 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "01", "iaid": 1 } }
        { "command": "lease6-add", "arguments": { "ip-address": "192.0.2.1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1 } }
        { "command": "lease6-add", "arguments": { "ip-address": "3001::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1 } }
        { "command": "lease6-add", "arguments": { "ip-address": "3001::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "subnet-id": 66 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "subnet-id": 123 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_TA" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::2", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "V4" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::2", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": 5 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::2", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "bogus" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8000::", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8000::", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD", "prefix-len": 48 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8000::", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD", "subnet-id": 66 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8000::", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD", "prefix-len": "x", "subnet-id": 66 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8000::", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD", "prefix-len": 48, "subnet-id": 66, "state": 1 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8000::", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD", "prefix-len": 48, "subnet-id": 66 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8001::1", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD", "prefix-len": 48, "subnet-id": 66 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:8000::", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD", "prefix-len": 48, "subnet-id": 66 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::3", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "prefix-len": 64 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::4", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "preferred-lft": "x" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::4", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "preferred-lft": 5000, "valid-lft": 10 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::6", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "hw-address": "x" } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::6", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "hw-address": 5 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::6", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "fqdn-fwd": true } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::6", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "user-context": [ 1 ] } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::6", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234, "hw-address": "1a:1b:1c:1d:1e:1f", "preferred-lft": 500, "valid-lft": 1000, "expire": 12345678, "fqdn-fwd": true, "fqdn-rev": true, "state": 0, "hostname": "Urania.example.org", "user-context": { "version": 1 } } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:2::6", "duid": "01:02:03:04:05:06:07:08", "iaid": 12345 } }
        { "command": "lease6-add", "arguments": { "ip-address": "2001:db8:1::7", "duid": "1a:1b:1c:1d:1e:1f", "iaid": 1, "state": 9 } }
        { "command": "lease6-get-all" }
        { "command": "lease6-get" }
        { "command": "lease6-get", "arguments": { } }
        { "command": "lease6-get", "arguments": { "ip-address": "192.0.2.1" } }
        { "command": "lease6-get", "arguments": { "ip-address": "x" } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:1::6", "type": 5 } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:1::6", "type": "bogus" } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:1::6", "type": "IA_TA" } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:1::6", "type": "IA_PD" } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:1::6" } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:8000::", "type": "IA_PD" } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:8000::" } }
        { "command": "lease6-get", "arguments": { "ip-address": "2001:db8:1::99" } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66 } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "duid" } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08" } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08", "iaid": "x" } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08", "iaid": 1234 } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08", "iaid": 1 } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "1a:1b:1c:1d:1e:1f", "iaid": 1 } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "1a:1b:1c:1d:1e:1f", "iaid": 1, "type": "IA_PD" } }
        { "command": "lease6-get", "arguments": { "subnet-id": 67, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08", "iaid": 1234 } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "hw-address", "identifier": "01:02:03:04:05:06", "iaid": 1234 } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "client-id", "identifier": "01:02:03:04:05:06", "iaid": 1234 } }
        { "command": "lease6-get", "arguments": { "subnet-id": 66, "identifier-type": "bogus", "identifier": "01:02:03:04:05:06", "iaid": 1234 } }
        { "command": "lease6-get-all", "arguments": { "subnets": [ 99 ] } }
        { "command": "lease6-get-all", "arguments": { "subnets": [ 9 ] } }
        { "command": "lease6-get-page", "arguments": { "from": "start", "limit": 2 } }
        { "command": "lease6-get-page", "arguments": { "from": "2001:db8:1::3", "limit": 1 } }
        { "command": "lease6-get-page", "arguments": { "from": "0.0.0.0", "limit": 1 } }
        { "command": "lease6-get-page", "arguments": { "from": "::", "limit": 0 } }
        { "command": "lease6-get-page", "arguments": { "from": "x", "limit": 0 } }
        { "command": "lease6-get-by-duid" }
        { "command": "lease6-get-by-duid", "arguments": { } }
        { "command": "lease6-get-by-duid", "arguments": { "duid": 5 } }
        { "command": "lease6-get-by-duid", "arguments": { "duid": "" } }
        { "command": "lease6-get-by-duid", "arguments": { "duid": "x" } }
        { "command": "lease6-get-by-duid", "arguments": { "duid": "01:02" } }
        { "command": "lease6-get-by-duid", "arguments": { "duid": "01:02:03:04:05:06:07:08" } }
        { "command": "lease6-get-by-hostname", "arguments": { "hostname": "urania.example.ORG" } }
        { "command": "lease6-get-by-hostname", "arguments": { "hostname": "" } }
        { "command": "stat-lease6-get" }
        { "command": "stat-lease6-get", "arguments": { "subnet-id": 66 } }
        { "command": "stat-lease6-get", "arguments": { "subnet-id": 67 } }
        { "command": "stat-lease6-get", "arguments": { "subnet-range": { "first-subnet-id": 67, "last-subnet-id": 100 } } }
        { "command": "stat-lease6-get", "arguments": { "subnet-range": { "first-subnet-id": 67, "last-subnet-id": 68 } } }
        { "command": "lease6-update" }
        { "command": "lease6-update", "arguments": { } }
        { "command": "lease6-update", "arguments": { "ip-address": "2001:db8:1::6", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234 } }
        { "command": "lease6-update", "arguments": { "ip-address": "2001:db8:1::66", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234 } }
        { "command": "lease6-update", "arguments": { "ip-address": "2001:db8:1::66", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234, "force-create": 5 } }
        { "command": "lease6-update", "arguments": { "ip-address": "2001:db8:1::66", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234, "force-create": true } }
        { "command": "lease6-update", "arguments": { "ip-address": "2001:db8:8002::", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234, "type": "IA_PD", "prefix-len": 48, "subnet-id": 66, "force-create": true } }
        { "command": "lease6-update", "arguments": { "ip-address": "2001:db8:8003::", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234, "type": "IA_PD", "prefix-len": 48, "subnet-id": 66 } }
        { "command": "lease6-bulk-apply" }
        { "command": "lease6-bulk-apply", "arguments": 5 }
        { "command": "lease6-bulk-apply", "arguments": { } }
        { "command": "lease6-bulk-apply", "arguments": { "leases": 5 } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": 5 } }
        { "command": "lease6-bulk-apply", "arguments": { "leases": [ ] } }
        { "command": "lease6-bulk-apply", "arguments": { "leases": [ 5 ] } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": [ 5 ] } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": [ { } ] } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": [ { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08", "iaid": 1234 } ] } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": [ { "ip-address": "2001:db8:1::77" }, { "ip-address": "2001:db8:8000::", "type": "IA_PD" }, { "ip-address": "2001:db8:1::3" } ], "leases": [ { "ip-address": "2001:db8:1::70", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234 }, { "ip-address": "2001:db8:8002::", "type": "IA_PD", "prefix-len": 48, "subnet-id": 66, "duid": "01:02:03:04:05:06:07:08", "iaid": 1234 } ] } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": [ { "ip-address": "2001:db8:1::70" } ], "leases": [ { "ip-address": "2001:db8:5::70", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234 } ] } }
        { "command": "lease6-bulk-apply", "arguments": { "leases": [ { "ip-address": "2001:db8:1::71", "duid": "01:02:03:04:05:06:07:08", "iaid": 1234 }, { "ip-address": "2001:db8:1::72" } ] } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": [ { "ip-address": "2001:db8:1::79" }, { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:09", "iaid": 12 } ] } }
        { "command": "lease6-bulk-apply", "arguments": { "deleted-leases": [ { "subnet-id": 66, "identifier-type": "hw-address", "identifier": "01:02:03:04:05:06:07:09", "iaid": 12 } ] } }
        { "command": "lease6-get-all" }
        { "command": "lease6-del" }
        { "command": "lease6-del", "arguments": { } }
        { "command": "lease6-del", "arguments": { "ip-address": "2001:db8:1::99" } }
        { "command": "lease6-del", "arguments": { "ip-address": "192.0.2.1" } }
        { "command": "lease6-del", "arguments": { "ip-address": "2001:db8:8002::" } }
        { "command": "lease6-del", "arguments": { "ip-address": "2001:db8:8002::", "type": "IA_PD" } }
        { "command": "lease6-del", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08", "iaid": 1234 } }
        { "command": "lease6-del", "arguments": { "subnet-id": 66, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08", "iaid": 12345 } }
        { "command": "lease6-del", "arguments": { "subnet-id": 66, "identifier-type": "hw-address", "identifier": "01:02:03:04:05:06:07:08", "iaid": 12345 } }
        { "command": "lease6-del", "arguments": { "subnet-id": 66, "identifier-type": "client-id", "identifier": "01:02:03:04:05:06:07:08", "iaid": 12345 } }
        { "command": "lease6-resend-ddns", "arguments": { "ip-address": "2001:db8:1::99" } }
        { "command": "lease6-resend-ddns", "arguments": { "ip-address": "192.0.2.1" } }
        { "command": "lease6-wipe", "arguments": { "subnet-id": 66 } }
        { "command": "lease6-wipe" }
        { "command": "lease6-wipe" }
        { "command": "lease6-get-all" }
        """;
}
