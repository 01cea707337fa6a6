using System.Globalization;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace StandardLibraries.StatCmds;

/// <summary><c>stat-lease4-get</c> and <c>stat-lease6-get</c>: a table with a row for each subnet.</summary>
internal sealed class LeaseStatistics(IHookServer server, Logger log)
{
    private static readonly LogId Get4Id = LogId.Info("STAT_CMDS_LEASE4_GET");
    private static readonly LogId Get6Id = LogId.Info("STAT_CMDS_LEASE6_GET");
    private static readonly LogId None4 = LogId.Info("STAT_CMDS_LEASE4_GET_NO_SUBNETS");
    private static readonly LogId None6 = LogId.Info("STAT_CMDS_LEASE6_GET_NO_SUBNETS");
    private static readonly LogId Invalid4 = LogId.Error("STAT_CMDS_LEASE4_GET_INVALID");
    private static readonly LogId Invalid6 = LogId.Error("STAT_CMDS_LEASE6_GET_INVALID");

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(0.4);

    public CommandResult Get4(CommandCall call)
    {
        var leases = server.Leases4!;
        return Get(call, ((Dhcp4Settings)server.Settings).Subnets, leases.Counts, Get4Id, None4, Invalid4,
            "\"subnet-id\", \"total-addresses\", \"cumulative-assigned-addresses\", \"assigned-addresses\", \"declined-addresses\"",
            (subnet, c) => $"{subnet.Id}, {Total(subnet.Pools)}, {c.EverAssigned}, {c.Assigned - c.Declined}, {c.Declined}");
    }

    public CommandResult Get6(CommandCall call)
    {
        var leases = server.Leases6!;
        return Get(call, ((Dhcp6Settings)server.Settings).Subnets, leases.Counts, Get6Id, None6, Invalid6,
            "\"subnet-id\", \"total-nas\", \"cumulative-assigned-nas\", \"assigned-nas\", \"declined-addresses\", \"total-pds\", \"cumulative-assigned-pds\", \"assigned-pds\"",
            (subnet, c) => $"{subnet.Id}, {Total(subnet.Pools)}, {c.EverAssigned}, {c.Assigned - c.Declined}, {c.Declined}, "
                + $"{Prefixes(subnet.PdPools)}, {c.EverAssignedPrefixes}, {c.AssignedPrefixes}");
    }

    private CommandResult Get<TSubnet>(
        CommandCall call, IReadOnlyList<TSubnet> subnets, Func<TSubnet, LeaseCounts> count, LogId done, LogId none, LogId invalid, string columns,
        Func<TSubnet, LeaseCounts, string> row)
        where TSubnet : class
    {
        if (Selection.Read(call.Arguments, out string problem) is not { } selection)
        {
            log.Write(invalid, $"{call.Name}: {problem}");
            return CommandResult.Error(problem);
        }

        var taken = new List<(TSubnet Subnet, LeaseCounts Counts)>();
        return Take(0);

        CommandResult Take(int at)
        {
            long start = server.Clock.GetTimestamp();
            for (; at < subnets.Count; at++)
            {
                if (selection.Has(IdOf(subnets[at])))
                {
                    taken.Add((subnets[at], count(subnets[at])));
                }

                if (at % 64 == 63 && server.Clock.GetElapsedTime(start) > Slice)
                {
                    int next = at + 1;
                    return CommandResult.Later(() => Take(next));
                }
            }

            string text = $"{call.Name}{selection.Text}: ";
            if (taken.Count == 0 && selection.IsNarrow)
            {
                text += $"no matching data, {selection.NoneText}";
                log.Write(none, $"{text}");
                return CommandResult.Empty(text, Element.Map([]));
            }

            text += $"{taken.Count} rows found";
            log.Write(done, $"{text}");
            var now = server.Clock.GetUtcNow();
            return CommandResult.Outside(() => CommandResult.Success(text, Table(columns, taken.Select(t => row(t.Subnet, t.Counts)), now)));
        }
    }

    private static Element Table(string columns, IEnumerable<string> rows, DateTimeOffset now)
    {
        const int Piece = 16_000;
        var pieces = new List<string>();
        var text = new StringBuilder($"{{ \"result-set\": {{ \"columns\": [ {columns} ], \"rows\": [ ");
        string comma = "";
        foreach (string row in rows)
        {
            text.Append(comma).Append("[ ").Append(row).Append(" ]");
            comma = ", ";
            if (text.Length > Piece)
            {
                pieces.Add(text.ToString());
                text.Clear();
            }
        }

        text.Append(CultureInfo.InvariantCulture, $" ], \"timestamp\": \"{now.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}\" }} }}");
        pieces.Add(text.ToString());
        return Element.Written(ElementKind.Map, pieces);
    }

    private static uint IdOf(object subnet) => subnet is Subnet4 four ? four.Id : ((Subnet6)subnet).Id;

    private static string Total<TAddr>(IEnumerable<Pool<TAddr>> pools)
        where TAddr : struct, IAddress<TAddr> => Number(pools.Aggregate(UInt128.Zero, (sum, p) => sum + p.Range.Count));

    private static string Prefixes(IEnumerable<Pool6> pools) =>
        Number(pools.Aggregate(UInt128.Zero, (sum, p) => sum + (p.Range.Count >> (128 - p.DelegatedLength))));

    private static string Number(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);
}
