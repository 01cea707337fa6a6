namespace Nestor.HookLibraries.Tests.SubnetCmds;

/// <summary>Servers with a plain subnet, and a shared network of two.</summary>
internal static class Benches
{
    private const string Library = "\"hooks-libraries\": [ { \"library\": \"/opt/kea/lib/libdhcp_subnet_cmds.so\" } ]";

    public static LibraryBench4 Four() => new(Library + """
        , "valid-lifetime": 4000,
        "subnet4": [ { "id": 100, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.99" } ],
            "option-data": [ { "name": "routers", "data": "192.0.2.1" }, { "name": "domain-name", "data": "one.example" } ],
            "reservations": [ { "hw-address": "02:00:00:00:00:99", "ip-address": "192.0.2.200" } ] } ],
        "shared-networks": [ { "name": "net1", "valid-lifetime": 777,
            "subnet4": [ { "id": 10, "subnet": "10.0.0.0/8" }, { "id": 11, "subnet": "11.0.0.0/8", "valid-lifetime": 5 } ] } ]
        """);

    public static LibraryBench6 Six() => new(Library + """
        , "subnet6": [ { "id": 11, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::11-2001:db8:1::20" }, { "pool": "2001:db8:1::21-2001:db8:1::30" } ],
            "pd-pools": [ { "prefix": "2001:db8:3::", "prefix-len": 48, "delegated-len": 64, "option-data": [ { "code": 22, "data": "3000::4:1" } ] },
                { "prefix": "2001:db8:4::", "prefix-len": 48, "delegated-len": 64 } ] } ],
        "shared-networks": [ { "name": "some-net", "subnet6": [ { "id": 233, "subnet": "3000::/16" } ] } ]
        """);

    public static LibraryBench4 Empty() => new(Library);
}
