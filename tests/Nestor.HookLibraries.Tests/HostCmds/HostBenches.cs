namespace Nestor.HookLibraries.Tests.HostCmds;

/// <summary>Servers with reservations in their configuration, and a file for more.</summary>
internal sealed class HostBenches : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-hosts-").FullName;

    public string File => Path.Combine(_folder, "hosts.json");

    public LibraryBench4 Four(bool hasFile = true, string more = "") => new($$"""
        "hooks-libraries": [ { "library": "libdhcp_host_cmds.so"{{Parameters(hasFile)}} } ]{{more}},
        "reservations-global": true, "reservations-in-subnet": true,
        "reservations": [ { "hw-address": "02:00:00:00:00:70", "hostname": "Global.example" } ],
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10-192.0.2.12" } ],
            "reservations": [ { "hw-address": "02:00:00:00:00:71", "ip-address": "192.0.2.71", "hostname": "one.example" },
                { "client-id": "01:0a:0b", "ip-address": "192.0.2.72" } ] } ],
        "shared-networks": [ { "name": "n", "subnet4": [ { "id": 2, "subnet": "198.51.100.0/24",
            "reservations": [ { "hw-address": "02:00:00:00:00:71", "ip-address": "198.51.100.71", "hostname": "one.example" } ] } ] } ]
        """);

    public LibraryBench6 Six(bool hasFile = true) => new($$"""
        "hooks-libraries": [ { "library": "libdhcp_host_cmds.so"{{Parameters(hasFile)}} } ],
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10-2001:db8:1::12" } ],
            "reservations": [ { "duid": "01:02:03:04:05:06:07:88:98:fa", "ip-addresses": [ "2001:db8:1::cafe" ], "prefixes": [ "2001:db8:2:cafa::/63" ], "hostname": "foo.example.com" } ] } ]
        """);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Parameters(bool hasFile) => hasFile ? $", \"parameters\": {{ \"hosts-file\": \"{File}\" }}" : "";
}
