namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary>The library in a DHCPv4 server with two subnets, and requests to it.</summary>
internal sealed class LeaseCommands4 : IDisposable
{
    public const string Library = """ "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_lease_cmds.so" } ], """;

    public const string Subnets = """
        "valid-lifetime": 4000, "subnet4": [
          { "id": 44, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.99", "pool-id": 7 } ] },
          { "id": 88, "subnet": "192.0.3.0/24", "valid-lifetime": 100 } ]
        """;

    public LeaseCommands4(string members = Library + Subnets) => Bench = new LibraryBench4(members);

    public LibraryBench4 Bench { get; }

    public string Ask(string command, string? arguments = null) => Bench.Ask(command, arguments);

    /// <summary>Adds a lease that has what every lease has, and some more.</summary>
    public void Add(string address, string more = "", string hardware = "1a:1b:1c:1d:1e:1f") => Assert.StartsWith(
        "{ \"result\": 0, \"text\": \"Lease for address " + address,
        Ask("lease4-add", $"{{ \"ip-address\": \"{address}\", \"hw-address\": \"{hardware}\"{(more.Length > 0 ? ", " + more : "")} }}"),
        StringComparison.Ordinal);

    /// <summary>The addresses in an answer, in their order.</summary>
    public static string Addresses(string answer) => string.Join(' ', answer.Split("\"ip-address\": \"").Skip(1).Select(part => part[..part.IndexOf('"')]));

    public static string Error(string text) => $"{{ \"result\": 1, \"text\": \"{text}\" }}";

    public static string Conflict(string text) => $"{{ \"result\": 4, \"text\": \"{text}\" }}";

    public static string Empty(string text) => $"{{ \"result\": 3, \"text\": \"{text}\" }}";

    public void Dispose() => Bench.Dispose();
}
