using System.Globalization;

namespace Conformance.Subjects;

/// <summary>One row of the lease file; columns as Kea's CSV has them.</summary>
internal sealed record LeaseRow(
    string Address, string HardwareAddress, string ClientId, uint ValidLifetime, long Expire, uint SubnetId, string Hostname, int State)
{
    /// <summary>Assigned and in force: the client may use it.</summary>
    public bool IsHeld => State == 0 && ValidLifetime > 0;

    /// <summary>Declined by the client that found the address in use.</summary>
    public bool IsDeclined => State == 1;

    /// <summary>All rows in order, also those that later ones replace. A last row still being written is left out.</summary>
    public static IReadOnlyList<LeaseRow> ReadAll(string file)
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

    private static LeaseRow Parse(string line)
    {
        string[] column = line.Split(',');
        return new LeaseRow(
            column[0],
            column[1],
            column[2],
            uint.Parse(column[3], CultureInfo.InvariantCulture),
            long.Parse(column[4], CultureInfo.InvariantCulture),
            uint.Parse(column[5], CultureInfo.InvariantCulture),
            column[8],
            int.Parse(column[9], CultureInfo.InvariantCulture));
    }
}
