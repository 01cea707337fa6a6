using System.Globalization;

namespace Conformance.Subjects;

/// <summary>One row of the DHCPv6 lease file; columns as Kea's CSV has them.</summary>
internal sealed record LeaseRow6(
    string Address, string Duid, uint ValidLifetime, long Expire, uint SubnetId, uint PreferredLifetime, int Type, uint Iaid,
    int PrefixLength, string Hostname, int State)
{
    /// <summary>Assigned and in force: the client may use it.</summary>
    public bool IsHeld => State == 0 && ValidLifetime > 0;

    /// <summary>Declined by the client that found the address in use.</summary>
    public bool IsDeclined => State == 1;

    /// <summary>All rows in order, also those that later ones replace. A last row still being written is left out.</summary>
    public static IReadOnlyList<LeaseRow6> ReadAll(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        string text = File.ReadAllText(file);
        return [.. text[..(text.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("address,", StringComparison.Ordinal))
            .Select(Parse)];
    }

    private static LeaseRow6 Parse(string line)
    {
        string[] column = line.Split(',');
        return new LeaseRow6(
            column[0],
            column[1],
            Number(column[2]),
            long.Parse(column[3], CultureInfo.InvariantCulture),
            Number(column[4]),
            Number(column[5]),
            (int)Number(column[6]),
            Number(column[7]),
            (int)Number(column[8]),
            column[11],
            (int)Number(column[13]));
    }

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
