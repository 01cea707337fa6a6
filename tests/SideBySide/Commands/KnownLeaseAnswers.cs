using System.Text.Json.Nodes;
using SideBySide.ConfigGet;

namespace SideBySide.Commands;

/// <summary>Answers of the libraries of leases that differ for a reason.</summary>
internal static class KnownLeaseAnswers
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private const string Ours = "Changed on purpose";

    private const string Conflicts = "what a lease command wants against the configuration or the leases there are is a conflict, result 4 (2.3.6)";
    private const string States = "a lease by command may be in the states 3 and, in DHCPv6, 4, which came since";
    private const string DeclinedColumn = "`stat-lease6-get` calls its column of declined addresses `declined-addresses`";
    private const string Preferred = "`lease6-add` without `preferred-lft` takes the subnet's preferred lifetime, as the manual says; Kea 2.2 takes the valid one";
    private const string TypeOfLease = "a lease by command has the type IA_NA or IA_PD, and no other is an address's or a prefix's";
    private const string ClientId6 = "`lease6-del` by `client-id` says that it is not allowed";

    public static readonly string[] OnlyIn4 = [];
    public static readonly string[] OnlyIn6 = [DeclinedColumn, Preferred, TypeOfLease, ClientId6];

    public static readonly KnownAnswer[] All =
    [
        new(Conflicts, Kea3, d => d is { Path: "/result", Reference: "1", Found: "4" }),
        new(States, Kea3, d => d.Path == "/text" && Said(d).StartsWith("Invalid state value", StringComparison.Ordinal)),
        new(DeclinedColumn, Kea3, d => d is { Reference: "\"declined-nas\"", Found: "\"declined-addresses\"" }),
        new(Preferred, Ours, d => d is { Name: "preferred-lft", Reference: "4000", Found: "3000" }),
        new(TypeOfLease, Ours, d => d.Path == "/text" && d.Example.Contains("lease6-add", StringComparison.Ordinal)
            && d.Example.Contains("\"type\": ", StringComparison.Ordinal) && d.Found.StartsWith("\"Incorrect lease type: ", StringComparison.Ordinal)),
        new(ClientId6, Ours, d => d.Path == "/text" && Said(d).StartsWith("Unknown query type", StringComparison.Ordinal)),
        new("what is wrong with a configuration or a request that cannot be read, or has a value of a wrong type, is said in words of our own", Ours, d =>
            d.Path == "/text" && (Said(d).Contains("<wire>", StringComparison.Ordinal) || Said(d).Contains("(<", StringComparison.Ordinal))),
    ];

    /// <summary>The text Kea says; nothing when it says none.</summary>
    private static string Said(ShownDifference difference) =>
        difference is { Path: "/text", Reference: not "none" } ? JsonNode.Parse(difference.Reference)!.GetValue<string>() : "";
}
