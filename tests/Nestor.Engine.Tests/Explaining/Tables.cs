using System.Globalization;
using System.Text;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Model.Logging;

namespace Nestor.Engine.Tests.Explaining;

/// <summary>Everything that can be seen of a server's state, as a text to compare: leases in the order of every list, and counters.</summary>
internal static class Tables
{
    public static string Of(Bench bench)
    {
        var leases = bench.Engine.Leases;
        var text = new StringBuilder(JsonWriter.Compact(bench.Engine.Statistics.Report())).AppendLine();
        Append(text, "slots", Enumerable.Range(0, leases.SlotLimit).Where(leases.IsUsed));
        foreach (int slot in Enumerable.Range(0, leases.SlotLimit).Where(leases.IsUsed))
        {
            var view = leases.View(slot);
            var f = view.Fields;
            text.Append(CultureInfo.InvariantCulture, $"{slot} {f.Address} {f.SubnetId} {f.PoolId} {f.Cltt} {f.ValidLifetime} {f.State} ")
                .Append(CultureInfo.InvariantCulture, $"{f.IsFqdnForward} {f.IsFqdnReverse} {HexText.Of(view.HardwareAddress)} {HexText.Of(view.ClientId)} ")
                .AppendLine($"{HexText.Of(view.Hostname)} {Encoding.UTF8.GetString(view.UserContext)}");
            Append(text, "hardware", Chain(leases.FirstByHardwareAddress(view.HardwareAddress), leases.NextByHardwareAddress));
            Append(text, "client", Chain(leases.FirstByClientId(view.ClientId), leases.NextByClientId));
        }

        foreach (var subnet in bench.Engine.Settings.Subnets)
        {
            Append(text, $"subnet {subnet.Id}", Chain(leases.FirstInSubnet(subnet.Id), leases.NextInSubnet));
            var pools = bench.Engine.Pools.Of(subnet);
            text.AppendLine(string.Join(' ', pools.Pools.Select(p => p.Allocator.FreeCount)) + " " + pools.LastGiven);
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"{leases.OldestExpired()} {leases.OldestReclaimed(out _)}").ToString();
    }

    public static string Of(Bench6 bench)
    {
        var leases = bench.Engine.Leases;
        var text = new StringBuilder(JsonWriter.Compact(bench.Engine.Statistics.Report())).AppendLine();
        foreach (int slot in Enumerable.Range(0, leases.SlotLimit).Where(leases.IsUsed))
        {
            var view = leases.View(slot);
            var f = view.Fields;
            text.Append(CultureInfo.InvariantCulture, $"{slot} {f.Address}/{f.PrefixLength} {f.Type} {f.Iaid} {f.SubnetId} {f.PoolId} {f.Cltt} ")
                .Append(CultureInfo.InvariantCulture, $"{f.ValidLifetime} {f.PreferredLifetime} {f.State} {f.IsFqdnForward} {f.IsFqdnReverse} ")
                .AppendLine($"{HexText.Of(view.Duid)} {HexText.Of(view.HardwareAddress)} {HexText.Of(view.Hostname)} {Encoding.UTF8.GetString(view.UserContext)}");
            Append(text, "duid", Chain(leases.FirstByDuid(view.Duid), leases.NextByDuid));
            Append(text, "ia", Chain(leases.FirstInIa(view.Duid, f.Iaid, f.Type), leases.NextInIa));
        }

        foreach (var subnet in bench.Engine.Settings.Subnets)
        {
            Append(text, $"subnet {subnet.Id}", Chain(leases.FirstInSubnet(subnet.Id), leases.NextInSubnet));
            foreach (var type in (Model.Leases.LeaseType[])[Model.Leases.LeaseType.Na, Model.Leases.LeaseType.Pd])
            {
                var pools = bench.Engine.Pools.Of(subnet, type);
                text.AppendLine(string.Join(' ', pools.Pools.Select(p => p.Allocator.FreeCount)) + " " + pools.LastGiven);
            }
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"{leases.OldestExpired()} {leases.OldestReclaimed(out _)}").ToString();
    }

    private static void Append(StringBuilder text, string list, IEnumerable<int> slots) =>
        text.AppendLine($"{list}: {string.Join(' ', slots)}");

    private static IEnumerable<int> Chain(int first, Func<int, int> next)
    {
        for (int slot = first; slot >= 0; slot = next(slot))
        {
            yield return slot;
        }
    }
}
