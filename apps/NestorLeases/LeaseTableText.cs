using System.Globalization;
using Nestor.Wire.Options;

namespace NestorLeases;

/// <summary>Leases as a table for people, 80 columns wide where the names are not longer.</summary>
internal static class LeaseTableText
{
    public static void Head(Universe family, bool isWide, TextWriter output) => Row(family, isWide, output,
        family == Universe.V4
            ? ["ADDRESS", "HARDWARE ADDRESS", "STATE", "LEFT", "SUBNET", "HOSTNAME", "EXPIRES", "POOL", "CLIENT-ID"]
            : ["ADDRESS OR PREFIX", "IAID", "STATE", "LEFT", "SUBNET", "HOSTNAME", "EXPIRES", "POOL", "DUID"]);

    public static void Write(ShownLease lease, long now, bool isWide, TextWriter output)
    {
        string address = lease.IsPrefix ? $"{lease.Address}/{lease.PrefixLength}" : lease.Address.ToString();
        string expires = lease.IsInfinite ? "never"
            : DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(lease.Cltt + lease.ValidLifetime, 0, 253_402_300_799))
                .ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string who = lease.Family == Universe.V4 ? Or(lease.HardwareAddress) : lease.Iaid.ToString(CultureInfo.InvariantCulture);
        string subnet = lease.SubnetId.ToString(CultureInfo.InvariantCulture);
        string pool = lease.PoolId.ToString(CultureInfo.InvariantCulture);
        Row(lease.Family, isWide, output,
            [address, who, lease.StateAt(now), Left(lease, now), subnet, Printable(lease.Hostname), expires, pool, Or(lease.Identifier)]);
    }

    /// <summary>Time left in its two largest units.</summary>
    internal static string Left(ShownLease lease, long now)
    {
        long left = lease.Cltt + lease.ValidLifetime - now;
        return lease.IsInfinite ? "never"
            : left < 0 ? "-"
            : left < 60 ? $"{left}s"
            : left < 3600 ? $"{left / 60}m{left % 60:00}s"
            : left < 86400 ? $"{left / 3600}h{left % 3600 / 60:00}m"
            : $"{left / 86400}d{left % 86400 / 3600:00}h";
    }

    private static void Row(Universe family, bool isWide, TextWriter output, string[] cells)
    {
        int[] widths = family == Universe.V4 ? [15, 17, 10, 7, 6, 18, 20, 5, 0] : [28, 10, 10, 7, 6, 18, 20, 5, 0];
        int count = isWide ? cells.Length : 6;
        var line = new System.Text.StringBuilder();
        for (int i = 0; i < count; i++)
        {
            line.Append(cells[i].PadRight(i == count - 1 ? 0 : widths[i])).Append(i == count - 1 ? "" : "  ");
        }

        output.WriteLine(line.ToString().TrimEnd());
    }

    private static string Or(string text) => text.Length > 0 ? text : "-";

    /// <summary>What a client called itself may hold anything, also what a terminal obeys.</summary>
    private static string Printable(string text) =>
        text.Length == 0 ? "-" : string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
