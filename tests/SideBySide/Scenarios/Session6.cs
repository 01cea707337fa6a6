using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Servers;

namespace SideBySide.Scenarios;

/// <summary>Two DHCPv6 servers under the same questions.</summary>
internal sealed class Session6 : Session<Query6, Reply6>
{
    public Session6(Scenario6 scenario, Side6 reference, Side6 subject)
        : base(scenario, reference, subject, 0x510000, 0xfe0000)
    {
        Terrain = scenario.Terrain;
        Begin();
    }

    public Terrain6 Terrain { get; }

    protected override KnownDifference[] Known => KnownDifferences6.All;

    protected override Query6 Fence(uint transaction, Query6? query)
    {
        string? target = query?.Envelope.Target;
        bool isHeard = target == Terrain6.ServerLinkLocal || (Terrain.HearsUnicast && target == Terrain.Server);
        return isHeard && query!.Envelope.TargetPort == 547 ? Terrain6.RelayedFence(transaction, target!) : Terrain6.Fence(transaction);
    }

    protected override IEnumerable<Difference> Compare(Query6 query, IReadOnlyList<Reply6> expected, IReadOnlyList<Reply6> found) =>
        ReplyComparison6.Compare(Name, query, expected, found);
}
