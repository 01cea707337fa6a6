using Nestor.Stores.Memfile;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Bench;

/// <summary>Exchanges of DHCPv6, each of its own kind: the words of the name say which.</summary>
internal static class Operations6
{
    public static readonly string[] Names =
    [
        .. from wants in (string[])["na", "pd", "na-pd"]
           from allocator in (string[])["iterative", "random", "flq"]
           select $"v6.exchange.new-client.{wants}.{allocator}",
        "v6.exchange.known-client.na-pd", "v6.exchange.renew.na-pd", "v6.exchange.rebind.na-pd", "v6.exchange.rapid-commit.na-pd",
        "v6.exchange.relayed.na-pd", "v6.exchange.reserved.na-pd", "v6.exchange.information-request",
        "v6.exchange.known-client.na-pd.iterative.1-library", "v6.exchange.known-client.na-pd.iterative.10-libraries",
    ];

    public static Cost Measure(string name, int count)
    {
        string[] words = name.Split('.');
        string kind = words[2];
        var wants = words.Length < 4 ? Wants6.Nothing : words[3] switch { "na" => Wants6.Address, "pd" => Wants6.Prefix, _ => Wants6.Both };
        using var journal = new Journal6(isSynced: true);
        journal.TryUse(new NullFile(), out _);
        int reserved = kind == "reserved" ? Operations.Known : 0;
        var clients = new Clients6(words.Length > 4 ? words[4] : "iterative", reserved, kind == "relayed", journal);
        clients.UseLibraries(EmptyLibraries.Of(name));
        for (int i = 0; i < Operations.Known; i++)
        {
            clients.Lease(i, wants == Wants6.Nothing ? Wants6.Both : wants);
        }

        return Operations.Time(count, kind switch
        {
            "renew" => i => clients.Extend(MessageType6.Renew, i % Operations.Known, wants),
            "rebind" => i => clients.Extend(MessageType6.Rebind, i % Operations.Known, wants),
            "rapid-commit" => i => clients.RapidLease(i % Operations.Known, wants),
            "information-request" => i => clients.Inform(i % Operations.Known),
            "new-client" => i => NewClient(clients, Operations.Known + i, wants),
            _ => i => clients.Lease(i % Operations.Known, wants),
        });
    }

    private static void NewClient(Clients6 clients, int client, Wants6 wants)
    {
        clients.Lease(client, wants);
        clients.Forget(client, wants);
    }
}
