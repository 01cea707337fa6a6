using Nestor.Engine.Allocation;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.RelayInformation;

/// <summary>
/// <c>stash-agent-options</c>: a client that renews speaks to the server without its relay (RFC 2131 section 4.4.5), so what
/// the relay said when the lease was given is taken from the lease, as if it stood in the query. It is not sent back.
/// </summary>
public static class StashedAgent4
{
    private static readonly LogId RecoveredId = LogId.Debug(55, "DHCP4_RECOVERED_STASHED_RELAY_AGENT_INFO");

    /// <summary>Stage.</summary>
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        var query = exchange.Query;
        if (!exchange.Settings.StashAgentOptions || exchange.MessageType != MessageType4.Request || query.IsRelayed
            || query.Ciaddr.IsZero || query.HasOption(OptionCode4.RelayAgentInfo))
        {
            return Verdict.Continue;
        }

        int slot = engine.Leases.Find(query.Ciaddr);
        if (slot < 0 || engine.Leases.Fields(slot).State != LeaseState.Default
            || engine.Leases.Fields(slot).IsExpiredAt(engine.Now) || !IsClients(engine, exchange, slot))
        {
            return Verdict.Continue;
        }

        if (Area(IscMember.Read(engine.Leases.UserContext(slot))) is { } area && query.TryAddOption(OptionCode4.RelayAgentInfo, area))
        {
            exchange.IsAgentStashed = true;
            engine.Loggers.Packets.Write(
                RecoveredId, $"{new QueryLabel(exchange)}: {area.Length} bytes that the relay said when {query.Ciaddr} was leased");
        }

        return Verdict.Continue;
    }

    /// <summary>The bytes of the option; null when none are stored, or nothing that can be read.</summary>
    private static byte[]? Area(Element? context) =>
        context?[IscMember.Name] is { Kind: ElementKind.Map } own && own[ExtendedInfo4.Name] is { Kind: ElementKind.Map } agent
        && InfoText.TryHex(agent["sub-options"], hasPrefix: true, out byte[] area) && SubOptions.IsWhole(area)
            ? area : null;

    /// <summary>By the subnet the lease is in, whichever this query will turn out to belong to.</summary>
    private static bool IsClients(Engine4 engine, Exchange4 exchange, int slot) =>
        engine.Subnets.ById(engine.Leases.Fields(slot).SubnetId) is { } subnet && ClientLease.IsOwnedBy(engine, slot, exchange, subnet);
}
